import { ApiHeader } from '@nestjs/swagger';

export const ApiLanguage = () =>
  ApiHeader({ name: 'accept-language', required: false, description: 'Languages that you would like, such as sv, en;q=0.5.' });
