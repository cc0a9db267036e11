package org.auralink.identity.control.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0, 3), as far as it is needed.
 *
 * @param basic whether our secret goes into the header Authorization and not into the form (RFC 6749, 2.3.1)
 * @param namesItself whether it says in its answers who it is (RFC 9207)
 */
record ProviderConfiguration(URI authorization, URI token, URI keys, boolean basic, boolean namesItself) {
    private static final String WELL_KNOWN = "/.well-known/openid-configuration";

    /** Where the configuration of an issuer is. */
    static URI address(URI issuer) {
        String base = issuer.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + WELL_KNOWN);
    }

    /**
     * @param resolver addresses of a name
     * @throws ProviderException when it is another issuer's, names no usable endpoint, or one where nobody should be asked
     */
    static ProviderConfiguration parse(String json, URI issuer, Resolver resolver) {
        try {
            Map<String, Object> fields = JSONObjectUtils.parse(json);
            if (!issuer.toString().equals(fields.get("issuer"))) {
                throw new ProviderException(
                        "The provider's configuration is another issuer's than the one in the setting.");
            }
            List<String> methods = JSONObjectUtils.getStringList(fields, "token_endpoint_auth_methods_supported");
            return new ProviderConfiguration(
                    endpoint(fields, "authorization_endpoint", issuer),
                    asked(endpoint(fields, "token_endpoint", issuer), issuer, resolver),
                    asked(endpoint(fields, "jwks_uri", issuer), issuer, resolver),
                    // What holds where nothing is said.
                    methods == null || methods.contains("client_secret_basic"),
                    Boolean.TRUE.equals(fields.get("authorization_response_iss_parameter_supported")));
        } catch (ParseException e) {
            throw new ProviderException("The provider's configuration is malformed.", e);
        }
    }

    /** How names become addresses; tests have their own. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private static URI endpoint(Map<String, Object> fields, String name, URI issuer) {
        try {
            URI endpoint = new URI(String.valueOf(fields.get(name)));
            boolean secured = "https".equals(endpoint.getScheme())
                    || "http".equals(endpoint.getScheme()) && "http".equals(issuer.getScheme());
            if (secured && endpoint.getHost() != null && endpoint.getRawUserInfo() == null) {
                return endpoint;
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw new ProviderException("The provider's " + name + " is no https URL.");
    }

    /**
     * A provider outside may not make this server ask something inside. One that is inside itself, the operator's own, may
     * name its neighbours.
     */
    private static URI asked(URI endpoint, URI issuer, Resolver resolver) {
        if (!endpoint.getHost().equals(issuer.getHost())
                && isInside(endpoint.getHost(), resolver)
                && !isInside(issuer.getHost(), resolver)) {
            throw new ProviderException("The provider names an endpoint at an address that is not public.");
        }
        return endpoint;
    }

    private static boolean isInside(String host, Resolver resolver) {
        try {
            for (InetAddress address : resolver.resolve(host.replaceAll("[\\[\\]]", ""))) {
                boolean uniqueLocal = address.getAddress().length == 16 && (address.getAddress()[0] & 0xFE) == 0xFC;
                if (address.isAnyLocalAddress()
                        || address.isLoopbackAddress()
                        || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isMulticastAddress()
                        || uniqueLocal) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            throw new ProviderException("A host that the provider names has no address.", e);
        }
    }
}
