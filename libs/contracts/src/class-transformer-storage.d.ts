/** class-transformer exports its storage from this file only. */
declare module 'class-transformer/cjs/storage.js' {
  import { type MetadataStorage } from 'class-transformer/types/MetadataStorage.js';
  export const defaultMetadataStorage: MetadataStorage;
}
