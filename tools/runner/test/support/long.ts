/** Set for the long form: outages as long, and loads as large, as the promise says. */
export const long = process.env['LANDBRIDGE_LONG'] === '1';
