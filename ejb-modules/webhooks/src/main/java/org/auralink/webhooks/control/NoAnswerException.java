package org.auralink.webhooks.control;

import java.io.IOException;

/** Why there is no answer, in a sentence that may be shown: without anybody's address or data. */
final class NoAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    NoAnswerException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
