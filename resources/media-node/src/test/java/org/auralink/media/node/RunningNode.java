package org.auralink.media.node;

import org.auralink.media.node.signal.RawClient;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A {@link TestNode} for all tests of a class; registered as a static field. */
public final class RunningNode implements BeforeAllCallback, AfterAllCallback {
    private TestNode node;

    @Override
    public void beforeAll(ExtensionContext context) {
        node = new TestNode("");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        node.close();
    }

    /** The node, while tests run. */
    public TestNode get() {
        return node;
    }

    public RawClient join(String identity, String room) {
        return node.join(identity, room);
    }

    public int port() {
        return node.port();
    }
}
