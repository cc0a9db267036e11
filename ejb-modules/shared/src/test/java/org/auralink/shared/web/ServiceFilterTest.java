package org.auralink.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.glassfish.grizzly.http.server.AfterServiceListener;
import org.junit.jupiter.api.Test;

/** With the server's objects below a request, as {@link Wire} finds them: by their names. */
class ServiceFilterTest {
    /** Where nobody has named one, there is no such port. */
    private static final int ADMINISTRATION = 0;

    private static final int WEB = 8080;

    private final List<Integer> refused = new ArrayList<>();
    private final List<String> served = new ArrayList<>();

    @Test
    void whatNobodyButTheServerHasReadIsServedToNobody() throws Exception {
        ask(WEB, false);

        assertThat(refused).containsExactly(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        assertThat(served).isEmpty();
    }

    @Test
    void whatWasReadHereIsServed() throws Exception {
        ask(WEB, true);

        assertThat(refused).isEmpty();
        assertThat(served).hasSize(1);
    }

    @Test
    void theListenerForAdministrationIsTheServersOwn() throws Exception {
        ask(ADMINISTRATION, false);

        assertThat(refused).isEmpty();
        assertThat(served).hasSize(1);
    }

    private void ask(int port, boolean readHere) throws Exception {
        FilterChain chain = (request, response) -> served.add("once");
        new ServiceFilter().doFilter(request(port, readHere), response(), chain);
    }

    private static HttpServletRequest request(int port, boolean readHere) {
        var below = new Below(new Grizzly(new Context(new Connection(readHere))));
        return made(HttpServletRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "getUnwrappedCoyoteRequest" -> below;
            case "getLocalPort" -> port;
            case "getDispatcherType" -> DispatcherType.REQUEST;
            case "getRemoteAddr" -> "127.0.0.1";
            case "getHeaders" -> Collections.emptyEnumeration();
            case "isAsyncStarted" -> false;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private HttpServletResponse response() {
        return made(HttpServletResponse.class, (self, method, arguments) -> {
            if (method.getName().equals("sendError")) {
                refused.add((Integer) arguments[0]);
            }
            return null;
        });
    }

    private static <T> T made(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                ServiceFilterTest.class.getClassLoader(), new Class<?>[] {type, Catalina.class}, handler));
    }

    /** What the server's request has beside what servlets know. */
    public interface Catalina {
        Below getUnwrappedCoyoteRequest();
    }

    public record Below(Grizzly coyote) {
        public Grizzly getCoyoteRequest() {
            return coyote;
        }
    }

    public record Grizzly(Context context) {
        public Context getContext() {
            return context;
        }

        public void addAfterServiceListener(AfterServiceListener listener) {
            assertThat(listener).isNotNull();
        }
    }

    public record Context(Connection connection) {
        public Connection getConnection() {
            return connection;
        }
    }

    public record Connection(boolean readHere) {
        public boolean isOpen() {
            return true;
        }

        public Connection getAttributes() {
            return this;
        }

        public Object getAttribute(String name) {
            return readHere && name.equals(ServiceFilter.READ_HERE) ? Boolean.TRUE : null;
        }
    }
}
