import { describe, expect, it } from 'vitest';
import { arrivalOf, arrivalUrl, pathAfter } from './arrival.ts';

describe('what comes back in an address', () => {
  it('is a session in the fragment', () => {
    expect(arrivalOf('?next=%2Faccount', '#access_token=a&refresh_token=r&expires_in=3600&sb=&token_type=bearer&type=recovery')).toEqual({
      kind: 'session', accessToken: 'a', refreshToken: 'r', type: 'recovery',
    });
  });

  it('is no session in the query, which servers see', () => {
    expect(arrivalOf('?access_token=a&refresh_token=r', '')).toEqual({ kind: 'nothing' });
    expect(arrivalOf('', '#access_token=a')).toEqual({ kind: 'nothing' });
  });

  it('is a code that waits for its verifier', () => {
    expect(arrivalOf('?code=0b7c1f0e', '')).toEqual({ kind: 'code', code: '0b7c1f0e' });
  });

  it('is what is half done, or unlocked', () => {
    expect(arrivalOf('', '#message=Confirmation+link+accepted.+Please+proceed+to+confirm+link+sent+to+the+other+email&sb=')).toEqual({ kind: 'half' });
    expect(arrivalOf('', '#message=You+can+sign+in+again')).toEqual({ kind: 'unlocked' });
    expect(arrivalOf('', '#message=Call+this+number')).toEqual({ kind: 'nothing' });
  });

  it('is why it did not work, in our words and never in those of the address', () => {
    const refused = arrivalOf('', '#error=access_denied&error_code=otp_expired&error_description=Call+this+number');
    expect(refused).toEqual({ kind: 'refused', sentence: 'This link was used already, or it is too old. Ask for a new one.' });
    expect(arrivalOf('?error=server_error&error_description=Call+this+number', '')).toEqual({ kind: 'refused', sentence: 'This did not work. Begin again.' });
    expect(arrivalOf('', '#error_code=otp_expired&access_token=a&refresh_token=r')).toMatchObject({ kind: 'refused' });
  });
});

describe('the page that reads it', () => {
  it('keeps where the person wants to be', () => {
    expect(arrivalUrl('https://aura.example.org', '/')).toBe('https://aura.example.org/arrived');
    expect(arrivalUrl('https://aura.example.org', '/calls/1?a=b')).toBe('https://aura.example.org/arrived?next=%2Fcalls%2F1%3Fa%3Db');
  });

  it('leads to a new password whom the link lets choose one', () => {
    expect(pathAfter('recovery', '/calls/1')).toBe('/new-password');
    expect(pathAfter('invite', '/')).toBe('/new-password');
    expect(pathAfter('signup', '/calls/1')).toBe('/calls/1');
  });
});
