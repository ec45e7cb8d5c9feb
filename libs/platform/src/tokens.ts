/** Injection tokens of the platform. */
export const SERVICE_CONFIG = Symbol('service-config');
export const SERVICE_NAME = Symbol('service-name');
export const SERVES_WHILE_STUCK = Symbol('serves-while-stuck');
