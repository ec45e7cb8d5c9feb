/** Injection tokens of the platform. */
export const SERVICE_CONFIG = Symbol('service-config');
export const SERVICE_NAME = Symbol('service-name');
