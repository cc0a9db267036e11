package org.auralink.media.node.protocol;

/** What came over the network and is not read. The message says why, for the sender, and quotes nothing of it. */
public final class InputException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why it is not read. */
    public enum Kind {
        /** It is not what it should be. */
        MALFORMED,
        /** It would be, but there is more of it than anybody needs; what it says was not looked at. */
        TOO_MUCH
    }

    private final Kind kind;

    private InputException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static InputException malformed(String expected) {
        return new InputException(Kind.MALFORMED, expected);
    }

    static InputException tooMuch(String bound) {
        return new InputException(Kind.TOO_MUCH, bound);
    }

    /** Why it is not read. */
    public Kind kind() {
        return kind;
    }
}
