package org.auralink.shared.web;

import jakarta.servlet.AsyncContext;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The thread on which the server began a request that goes on without it. While it leaves, Payara loses what another thread
 * dispatches: that is put aside for the one that leaves, which may have looked already, and then nobody is ever answered.
 * The moment is short, but as long as the loading of a class at the first such request of a server that has just started.
 * So whoever dispatches on another thread asks here first. The server is asked by a name that Payara 6 and 7 share.
 */
final class ServiceThread {
    private static final Logger LOG = Logger.getLogger(ServiceThread.class.getName());

    /** Of {@code AsyncContextImpl}: true until the thread leaves, and from then on for the time of a dispatch. */
    private static final String DELAYS = "isDelayAsyncDispatchAndComplete";

    private static final ClassValue<Optional<Method>> QUESTIONS = new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
            try {
                Method question = type.getDeclaredMethod(DELAYS);
                question.setAccessible(true);
                return Optional.of(question);
            } catch (ReflectiveOperationException | RuntimeException unknown) {
                LOG.log(Level.WARNING, "This server does not tell when a request's thread has left it", unknown);
                return Optional.empty();
            }
        }
    };

    private ServiceThread() {}

    /**
     * Whether a dispatch is safe. To be asked before the first one of an exchange; once yes, it stays so until then.
     *
     * @return true also when this server is not one that is known
     */
    static boolean hasLeft(AsyncContext exchange) {
        Optional<Method> question = QUESTIONS.get(exchange.getClass());
        try {
            return question.isEmpty() || Boolean.FALSE.equals(question.get().invoke(exchange));
        } catch (ReflectiveOperationException unknown) {
            return true;
        }
    }
}
