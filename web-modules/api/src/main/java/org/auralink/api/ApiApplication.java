package org.auralink.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.auralink.shared.web.IdempotencyFilter;
import org.auralink.shared.web.Jersey;
import org.auralink.shared.web.ProblemResponder;
import org.auralink.shared.web.ReceivedBody;
import org.auralink.shared.web.RequestMetrics;
import org.auralink.shared.web.StrictJsonBody;

/**
 * The public API. Lists its classes, because in the Micro assembly several applications share one class path. Its path
 * is the assembly's business: a context root in the EAR, a servlet mapping in the WAR of Payara Micro.
 */
@ApplicationPath("/")
public class ApiApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                RequestMetrics.class,
                ReceivedBody.class,
                BearerToken.class,
                KnownQueryParameters.class,
                IdempotencyFilter.class,
                DegradedMode.class,
                RefusedRequests.class,
                CallsResource.class,
                CallLobbyResource.class,
                CallPeopleResource.class,
                OrganizationsResource.class,
                MembersResource.class,
                InvitationsResource.class,
                ContactsResource.class,
                ContactRequestsResource.class,
                ApiKeysResource.class,
                AuditResource.class,
                GuestLinksResource.class,
                WebhookEndpointsResource.class,
                DeadLettersResource.class,
                NodesResource.class,
                OperationsResource.class,
                MeResource.class,
                MySessionsResource.class,
                MyAuraIdResource.class,
                MyPictureResource.class,
                PicturesResource.class,
                PresenceResource.class,
                CallQualityResource.class,
                QualityAlertsResource.class,
                MediaWebhooksResource.class,
                LiveKitResource.class,
                OpenApiResource.class,
                StrictJsonBody.class,
                ProblemResponder.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Jersey.PROPERTIES;
    }
}
