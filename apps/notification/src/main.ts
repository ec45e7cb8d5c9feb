import { runService } from '@landbridge/platform';
import { NotificationModule } from './notification.module.ts';

await runService(NotificationModule, 'Landbridge notification');
