import { runService } from '@landbridge/platform';
import { DirectoryModule } from './directory.module.ts';

await runService(DirectoryModule, 'Landbridge directory');
