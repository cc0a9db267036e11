import { authErrorOf } from './words.ts';

/** What the auth client was answered; rejects with an ApiError, in words. */
export async function answerOf<Answer extends { data: unknown; error: unknown }>(request: Promise<Answer>): Promise<Answer['data']> {
  let answer: Answer;
  try {
    answer = await request;
  } catch (failure) {
    throw authErrorOf(failure);
  }
  if (answer.error) throw authErrorOf(answer.error);
  return answer.data;
}
