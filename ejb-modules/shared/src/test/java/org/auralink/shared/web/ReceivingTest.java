package org.auralink.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceivingTest {
    private static final long LIMIT = 100;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Exchange exchange = new Exchange();

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    @Test
    void aBodyThatIsThereAtOnceIsHandedOnBeforeTheThreadLeaves() {
        new Receiving(exchange, new Body(true), new Framing.ByServer(), LIMIT, timer).begin();

        assertThat(exchange.dispatched.availablePermits()).isEqualTo(1);
    }

    /** The server would put the request aside for a thread that looks for it no more. */
    @Test
    void aBodyThatComesWhileTheThreadLeavesIsHandedOnWhenItHasLeft() throws InterruptedException {
        var receiving = new Receiving(exchange, new Body(false), new Framing.ByServer(), LIMIT, timer);
        receiving.begin();

        receiving.onAllDataRead();
        assertThat(exchange.dispatched.availablePermits()).isZero();

        exchange.leaving = false;
        assertThat(exchange.dispatched.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
        assertThat(receiving.refusal()).isNull();
    }

    @Test
    void aBodyThatComesLaterIsHandedOnAtOnce() {
        var receiving = new Receiving(exchange, new Body(false), new Framing.ByServer(), LIMIT, timer);
        receiving.begin();
        exchange.leaving = false;

        receiving.onAllDataRead();

        assertThat(exchange.dispatched.availablePermits()).isEqualTo(1);
    }

    /** Payara's, as far as it matters here. */
    private static final class Exchange implements AsyncContext {
        private final Semaphore dispatched = new Semaphore(0);
        private volatile boolean leaving = true;

        /** Under Payara's name for it. */
        @SuppressWarnings("unused")
        boolean isDelayAsyncDispatchAndComplete() {
            return leaving;
        }

        @Override
        public void dispatch() {
            dispatched.release();
        }

        @Override
        public void addListener(AsyncListener listener) {
            // Nothing ends here.
        }

        @Override
        public void setTimeout(long timeout) {
            assertThat(timeout).isZero();
        }

        @Override
        public ServletRequest getRequest() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServletResponse getResponse() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean hasOriginalRequestAndResponse() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void dispatch(String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void dispatch(ServletContext context, String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void complete() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void start(Runnable run) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T extends AsyncListener> T createListener(Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getTimeout() {
            return 0;
        }
    }

    /** An empty one. */
    private static final class Body extends ServletInputStream {
        private final boolean isThere;

        private Body(boolean isThere) {
            this.isThere = isThere;
        }

        @Override
        public void setReadListener(@Nullable ReadListener listener) {
            if (isThere && listener != null) {
                try {
                    listener.onAllDataRead();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public boolean isFinished() {
            return isThere;
        }

        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public int read() {
            return -1;
        }
    }
}
