package org.auralink.testkit.fuzz;

import java.util.List;

/** A way for messages into a program, as its own code reads them. */
public interface MessageDoor {
    /** In lower case and without dots: the inputs that are kept for it are called {@code name.what-they-do}. */
    String label();

    /** Bytes of the longest message that is read here. */
    int most();

    /** Messages that are understood, to make others of. Not empty. */
    List<byte[]> seeds();

    /** Reads the message with all that is asked of it before it is believed; a refusal in words is no failure. */
    void read(byte[] message);
}
