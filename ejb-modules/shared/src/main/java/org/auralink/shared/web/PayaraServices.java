package org.auralink.shared.web;

import java.lang.reflect.Proxy;
import java.util.Objects;
import org.glassfish.hk2.api.ServiceLocator;

/** Payara's own services, in which an application may look and put things. By name: Payara publishes none of these classes. */
public final class PayaraServices {
    private static final String EVENTS = "org.glassfish.api.event.Events";
    private static final String LISTENER = "org.glassfish.api.event.EventListener";

    private PayaraServices() {}

    /** @throws IllegalStateException when this server is not Payara */
    public static ServiceLocator locator() {
        try {
            Object services = Class.forName("org.glassfish.internal.api.Globals")
                    .getMethod("getDefaultHabitat")
                    .invoke(null);
            return Objects.requireNonNull((ServiceLocator) services, "Payara has not started");
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    /**
     * Runs something when an event of the server happens, which waits for its end where the event is one that it sends and
     * waits for.
     *
     * @param event its name, as {@code EventTypes} has it
     * @return stops that
     * @throws IllegalStateException when this server is not Payara
     */
    static Runnable on(String event, Runnable task) {
        try {
            Class<?> contract = Class.forName(EVENTS);
            Class<?> listener = Class.forName(LISTENER);
            Object events = Objects.requireNonNull(locator().getService(contract), EVENTS);
            Object proxy = Proxy.newProxyInstance(
                    listener.getClassLoader(), new Class<?>[] {listener}, (self, method, arguments) -> {
                        switch (method.getName()) {
                            case "event" -> {
                                if (event.equals(nameOf(arguments[0]))) {
                                    task.run();
                                }
                            }
                            case "equals" -> {
                                return self == arguments[0];
                            }
                            case "hashCode" -> {
                                return System.identityHashCode(self);
                            }
                            default -> {
                                return "on " + event;
                            }
                        }
                        return null;
                    });
            contract.getMethod("register", listener).invoke(events, proxy);
            return () -> {
                try {
                    contract.getMethod("unregister", listener).invoke(events, proxy);
                } catch (ReflectiveOperationException e) {
                    throw unknown(e);
                }
            };
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    private static Object nameOf(Object event) throws ReflectiveOperationException {
        return event.getClass().getMethod("name").invoke(event);
    }

    private static IllegalStateException unknown(ReflectiveOperationException e) {
        return new IllegalStateException("this server is not Payara, or not one of a release that is known", e);
    }
}
