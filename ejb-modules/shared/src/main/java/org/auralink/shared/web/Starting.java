package org.auralink.shared.web;

/**
 * The time between the application's first component and its first request. Payara starts timers and message-driven beans
 * before it has started the web application whose class loader they use, and closes that loader's JARs on the way: a class
 * that another thread loads in that moment fails, and when it was being initialized it is broken until the server is
 * started again. So whatever works by itself waits for the first request; the question whether the server is ready is one.
 */
public final class Starting {
    private static volatile boolean underWay;

    private Starting() {}

    /** Whether work that nobody asked for has to wait. */
    public static boolean isUnderWay() {
        return underWay;
    }

    /** The application's first component is there. */
    public static void begins() {
        underWay = true;
    }

    /** A request is here, so all of the application is. */
    static void isOver() {
        underWay = false;
    }
}
