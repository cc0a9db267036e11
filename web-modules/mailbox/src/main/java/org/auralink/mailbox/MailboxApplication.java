package org.auralink.mailbox;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.auralink.shared.web.Jersey;
import org.auralink.shared.web.ProblemResponder;
import org.auralink.shared.web.RequestMetrics;
import org.auralink.shared.web.StrictJsonBody;

/**
 * The door of the mailbox. Its path here is for the EAR, where the context root is {@code /dev}; the single WAR maps this
 * class to {@code /dev/*}.
 */
@ApplicationPath("/")
public class MailboxApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(RequestMetrics.class, MailboxResource.class, StrictJsonBody.class, ProblemResponder.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Jersey.PROPERTIES;
    }
}
