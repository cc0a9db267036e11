package org.auralink.tenancy.control;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How full the pools of {@link DataSources} are. The server tells that to its own monitoring alone, which would have to be
 * switched on in each domain, so it is asked where it keeps them; by name, as Payara publishes none of these classes. A
 * release in which they are elsewhere has no such metrics, and a test fails.
 */
final class ConnectionPools {
    private static final Logger LOG = Logger.getLogger(ConnectionPools.class.getName());
    private static final Map<String, String> NAMES =
            Map.of(DataSources.CALLERS, "callers", DataSources.SERVICE, "service", DataSources.EVENTS, "events");

    /** One pool. */
    record Use(String name, int used, int free, int most, int waiting) {}

    private ConnectionPools() {}

    static List<Use> now() {
        try {
            return pools().entrySet().stream()
                    .flatMap(entry -> use(entry.getKey(), entry.getValue()).stream())
                    .toList();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.FINE, "This release of the server does not say how full its pools are", e);
            return List.of();
        }
    }

    private static Map<?, ?> pools() throws ReflectiveOperationException {
        Object runtime = Class.forName("com.sun.enterprise.connectors.ConnectorRuntime")
                .getMethod("getRuntime")
                .invoke(null);
        Object manager = get(Objects.requireNonNull(runtime), "getPoolManager");
        Field table = Class.forName("com.sun.enterprise.resource.pool.PoolManagerImpl")
                .getDeclaredField("poolTable");
        table.setAccessible(true);
        return (Map<?, ?>) Objects.requireNonNull(table.get(manager));
    }

    private static Optional<Use> use(Object info, Object pool) {
        String name = NAMES.get(lastName(info.toString()));
        if (name == null) {
            // Of the connector, which has permits and no connections.
            return Optional.empty();
        }
        try {
            Class<?> contract = Class.forName("com.sun.enterprise.resource.pool.ResourcePool");
            Object status =
                    Objects.requireNonNull(contract.getMethod("getPoolStatus").invoke(pool));
            Object queue = Objects.requireNonNull(
                    contract.getMethod("getPoolWaitQueue").invoke(pool));
            Class<?> waiting = Class.forName("com.sun.enterprise.resource.pool.waitqueue.PoolWaitQueue");
            return Optional.of(new Use(
                    name,
                    (Integer) get(status, "getNumConnUsed"),
                    (Integer) get(status, "getNumConnFree"),
                    (Integer) Objects.requireNonNull(
                            contract.getMethod("getMaxPoolSize").invoke(pool)),
                    (Integer) Objects.requireNonNull(
                            waiting.getMethod("getQueueLength").invoke(queue))));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of {@code …/java:app/jdbc/auralink}, with what Payara puts around it. */
    private static String lastName(String info) {
        int begin = info.indexOf("java:app/");
        if (begin < 0) {
            return "";
        }
        String rest = info.substring(begin);
        return rest.replaceFirst("[^A-Za-z/:].*", "");
    }

    private static Object get(Object of, String method) throws ReflectiveOperationException {
        return Objects.requireNonNull(of.getClass().getMethod(method).invoke(of), method);
    }
}
