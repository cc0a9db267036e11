package org.auralink.shared.health;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this server is called among those of the application. */
public final class ServerName {
    /** The name of its host, and of its process there: several servers on one host are told apart. */
    public static final String OF_THIS_SERVER =
            host() + ":" + ProcessHandle.current().pid();

    private ServerName() {}

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
