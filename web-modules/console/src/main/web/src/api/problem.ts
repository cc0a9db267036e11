/** What went wrong with a request, in words for a person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    message: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** The stable word of the API, for instance `not_found`. */
    readonly code: string,
    /** Names the request in the server's logs. */
    readonly traceId: string | undefined,
    /** Messages by field of the request body. */
    readonly fields: Readonly<Record<string, string>>,
  ) {
    super(message);
  }
}

const SENTENCES: Readonly<Record<number, string>> = {
  401: 'Your session has ended. Sign in again.',
  403: 'You are not allowed to do this.',
  404: 'This does not exist, or you cannot see it.',
  409: 'Someone else changed this at the same time. Try again.',
  410: 'This has ended.',
  413: 'That was too much data at once.',
  429: 'Too many requests. Wait a moment, then try again.',
  503: 'The service is busy or being restarted. Try again in a moment.',
};

/** Reads a problem+json answer; an answer of another kind still becomes a sentence. */
export function problemOf(status: number, body: unknown, retryAfter: string | null = null): ApiError {
  const problem = isRecord(body) ? body : {};
  const errors = Array.isArray(problem.errors) ? problem.errors.filter(isRecord) : [];
  const fields = Object.fromEntries(
    errors.flatMap((error) => (text(error.field) && text(error.message) ? [[error.field, error.message]] : [])),
  ) as Record<string, string>;
  const sentence =
    text(problem.detail) ?? SENTENCES[status] ?? text(problem.title) ?? 'Something went wrong on our side. Try again.';
  const wait = status === 503 || status === 429 ? waitOf(retryAfter) : '';
  return new ApiError(sentence + wait, status, text(problem.code) ?? 'unknown', text(problem.trace_id), fields);
}

/** The request got no answer at all. */
export function unreachable(): ApiError {
  return new ApiError('AuraLink cannot be reached. Check your connection, then try again.', 0, 'unreachable', undefined, {});
}

function waitOf(retryAfter: string | null): string {
  const seconds = Number(retryAfter);
  return retryAfter && Number.isInteger(seconds) && seconds > 0 ? ` (Ready again in about ${seconds} s.)` : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
