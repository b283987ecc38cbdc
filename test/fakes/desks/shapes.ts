/**
 * Schemas of calls, compiled once: what a desk sends and what a fake answers are held against the vendor's own shapes
 * where those may be carried, else against shapes of ours.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** What is wrong with a value; null when nothing is. */
export type Shape = (value: unknown) => string | null;

function shapeOf(validate: ValidateFunction): Shape {
  return (value) =>
    validate(value)
      ? null
      : (validate.errors ?? []).map((one) => `${one.instancePath || '/'} ${one.message}`).join('; ');
}

function compiler(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // OpenAPI's own formats say how large a number is, no more.
  for (const format of ['int32', 'int64', 'tzinfo', 'url', 'activesupport-time-zone'])
    ajv.addFormat(format, true);
  return ajv;
}

/** The named schemas of a document; `at` is where they stand in it. */
export function shapesIn(
  document: object,
  at: 'components/schemas' | 'definitions',
): (name: string) => Shape {
  const ajv = compiler();
  // A document of its own has an address, so that its references can be followed.
  ajv.addSchema(
    JSON.parse(JSON.stringify(document).replaceAll('"#/', '"vendor:document#/')),
    'vendor:document',
  );
  return (name) => shapeOf(ajv.compile({ $ref: `vendor:document#/${at}/${name}` }));
}

/** One schema by itself. */
export const shape = (schema: object): Shape => shapeOf(compiler().compile(schema));
