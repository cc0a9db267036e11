package org.auralink.auth;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.auralink.shared.web.Jersey;
import org.auralink.shared.web.ReceivedBody;
import org.auralink.shared.web.RequestMetrics;

/**
 * The door for clients of Supabase Auth. Its path here is for the EAR, where the context root is {@code /auth/v1}; the
 * single WAR maps this class to {@code /auth/v1/*}.
 */
@ApplicationPath("/")
public class AuthApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                SignUpResource.class,
                TokenResource.class,
                UserResource.class,
                LogoutResource.class,
                AccountMailResource.class,
                VerifyResource.class,
                ReauthenticateResource.class,
                AbsentResource.class,
                FactorsResource.class,
                PasskeysResource.class,
                UnlockResource.class,
                ProviderResource.class,
                IdentitiesResource.class,
                InstanceResource.class,
                AdminUsersResource.class,
                AdminAuditResource.class,
                AdminFactorsResource.class,
                AdminLinksResource.class,
                AdminOAuthClientsResource.class,
                OAuthResource.class,
                OAuthGrantsResource.class,
                GoTrueBody.class,
                GoTrueFailure.class,
                ReceivedBody.class,
                CrossOrigin.class,
                ElsewhereFilter.class,
                ApiKeyFilter.class,
                DeviceFilter.class,
                RequestMetrics.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Jersey.PROPERTIES;
    }
}
