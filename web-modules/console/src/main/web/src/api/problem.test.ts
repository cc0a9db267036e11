import { describe, expect, it } from 'vitest';
import { problemOf } from './problem.ts';

describe('a problem', () => {
  it('speaks in the words of the server, with trace id and fields', () => {
    const problem = problemOf(400, {
      title: 'Bad Request',
      detail: 'The name is too long: at most 255 characters.',
      code: 'validation_failed',
      trace_id: '4bf92f35',
      errors: [{ field: 'name', message: 'at most 255 characters' }, { field: 3 }, 'odd'],
    });
    expect(problem.message).toBe('The name is too long: at most 255 characters.');
    expect(problem.code).toBe('validation_failed');
    expect(problem.traceId).toBe('4bf92f35');
    expect(problem.fields).toEqual({ name: 'at most 255 characters' });
  });

  it('without a detail has a sentence by its status', () => {
    expect(problemOf(404, undefined).message).toBe('This does not exist, or you cannot see it.');
    expect(problemOf(418, { title: 'Teapot' }).message).toBe('Teapot');
    expect(problemOf(502, '<html>').message).toMatch(/our side/);
  });

  it('tells when to come back', () => {
    expect(problemOf(503, { detail: 'The media nodes are away.' }, '7').message).toBe('The media nodes are away. (Ready again in about 7 s.)');
    expect(problemOf(503, { detail: 'Away.' }, 'soon').message).toBe('Away.');
    expect(problemOf(404, { detail: 'Away.' }, '7').message).toBe('Away.');
  });
});
