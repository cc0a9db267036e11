package org.auralink.shared.http;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.auralink.shared.web.AnswerHeadersFilter;
import org.auralink.shared.web.PayaraServices;
import org.auralink.shared.web.ServiceFilter;
import org.auralink.shared.web.Stopping;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.hk2.utilities.AbstractActiveDescriptor;
import org.glassfish.hk2.utilities.BuilderHelper;
import org.glassfish.hk2.utilities.ServiceLocatorUtilities;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link HeadFilter} and {@link StreamFilter} into the listeners that the server opens from now on. Payara asks its services for an add-on of
 * this name when it makes a listener whose {@code comet-support-enabled} is true, which is the one place where something
 * may change how a listener reads; nobody here uses Comet. So the web port has to be opened after the application is
 * deployed, which it has to be for {@code /health/ready} as well.
 */
public class WebPort implements ServletContextListener {
    private static final String ADD_ON = "comet";

    /** Before the server's own of that name. */
    private static final int RANK = 1000;

    private @Nullable AbstractActiveDescriptor<?> present;
    private Runnable logAll = () -> {};
    private Runnable leaveOpen = () -> {};

    @Override
    public void contextInitialized(ServletContextEvent event) {
        logAll = GoneClients.keepOut();
        var own = new OwnAnswer(AnswerHeadersFilter.configured());
        var filter = new HeadFilter(own, Limits.IN_ADVANCE_PATIENCE, ServiceFilter.CUT::inc);
        AbstractActiveDescriptor<?> descriptor =
                BuilderHelper.createConstantDescriptor(new Guarded(filter, new StreamFilter(own)), ADD_ON, AddOn.class);
        descriptor.setRanking(RANK);
        ServiceLocatorUtilities.addOneDescriptor(PayaraServices.locator(), descriptor);
        present = descriptor;
        leaveOpen = Stopping.add(filter);
    }

    /** Listeners that are open keep the filter, which needs nothing else of the application. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        AbstractActiveDescriptor<?> descriptor = present;
        if (descriptor != null) {
            ServiceLocatorUtilities.removeOneDescriptor(PayaraServices.locator(), descriptor);
        }
        present = null;
        leaveOpen.run();
        logAll.run();
    }

    /**
     * @param heads reads what comes over a connection
     * @param streams reads the requests in it, where it is HTTP/2
     */
    private record Guarded(HeadFilter heads, StreamFilter streams) implements AddOn {
        @Override
        public void setup(@Nullable NetworkListener listener, FilterChainBuilder chain) {
            chain.add(chain.indexOfType(HttpServerFilter.class), heads);
            chain.add(chain.indexOfType(org.glassfish.grizzly.http.server.HttpServerFilter.class), streams);
        }
    }
}
