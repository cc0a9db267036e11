package org.auralink.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Serves the web app at the context root and leaves every other request alone. The page is sent from here, with a tag
 * of its content: the container's own would come from the file's time, which a reproducible build sets to a constant, so
 * that browsers would keep the page of an earlier release.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class WebAppFilter extends HttpFilter {

    /** Public addresses of the media nodes; needed where they differ from the addresses the control plane uses. */
    static final String PUBLIC_NODES = "auralink.media.public.urls";

    /** Addresses under which the control plane reaches the media nodes. */
    static final String NODES = "auralink.media.nodes";

    /** File with the certificate of an authority of one's own. */
    static final String AUTHORITY = "auralink.tls.authority.file";

    /** As much as the server takes at once: it ends a connection on which four times its write buffer would wait. */
    private static final int PIECE_BYTES = 8192;

    private static final String PAGE_FILE = "/index.html";

    private byte[] page = new byte[0];
    private String pageTag = "";
    private byte[] authority = new byte[0];
    private MediaOrigins media = new MediaOrigins(Set.of());

    @Override
    public void init(FilterConfig filter) throws ServletException {
        super.init(filter);
        media = mediaOrigins();
        try (InputStream file = filter.getServletContext().getResourceAsStream(PAGE_FILE)) {
            page = Objects.requireNonNull(file, "The web app is missing: build web-modules/console")
                    .readAllBytes();
        } catch (IOException unreadable) {
            throw new ServletException("The web app's page cannot be read", unreadable);
        }
        pageTag = '"' + digest(page) + '"';
        authority = authority();
    }

    private static byte[] authority() throws ServletException {
        Optional<String> file = ConfigProvider.getConfig().getOptionalValue(AUTHORITY, String.class);
        try {
            return file.isEmpty() ? new byte[0] : Files.readAllBytes(Path.of(file.get()));
        } catch (IOException | InvalidPathException unreadable) {
            throw new ServletException("The file of the setting " + AUTHORITY + " cannot be read", unreadable);
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String accept = Objects.requireNonNullElse(request.getHeader("Accept"), "");
        switch (Resource.of(request.getMethod(), path, accept)) {
            case PAGE -> sendPage(request, response);
            case NOWHERE -> sendNowhere(request, response);
            case ASSET -> sendAsset(request, response, path);
            case AUTHORITY -> {
                if (authority.length == 0) {
                    chain.doFilter(request, response);
                } else {
                    // By which phones offer to install it.
                    response.setContentType("application/x-x509-ca-cert");
                    send(request, response, authority);
                }
            }
            case OTHER -> chain.doFilter(request, response);
        }
    }

    private void sendPage(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageRules.ofPage(media).forEach(response::setHeader);
        response.setHeader("ETag", pageTag);
        if (pageTag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        send(request, response, page);
    }

    private void sendNowhere(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageRules.ofPage(media).forEach(response::setHeader);
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        send(request, response, page);
    }

    private static void sendAsset(HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException {
        ServletContext context = request.getServletContext();
        Encoding encoding = Encoding.bestOf(Objects.requireNonNullElse(request.getHeader("Accept-Encoding"), ""));
        if (context.getResource(path + encoding.suffix) == null) {
            encoding = Encoding.PLAIN;
        }
        try (InputStream file = context.getResourceAsStream(path + encoding.suffix)) {
            if (file == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            PageRules.ofAsset().forEach(response::setHeader);
            if (encoding != Encoding.PLAIN) {
                response.setHeader("Content-Encoding", encoding.token);
            }
            response.setContentType(contentType(path));
            send(request, response, file.readAllBytes());
        }
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, byte[] content)
            throws IOException {
        response.setContentLength(content.length);
        if (!request.getMethod().equals("HEAD")) {
            ServletOutputStream out = response.getOutputStream();
            for (int sent = 0; sent < content.length; sent += PIECE_BYTES) {
                out.write(content, sent, Math.min(PIECE_BYTES, content.length - sent));
            }
        }
    }

    private static String contentType(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> "application/octet-stream";
        };
    }

    private static MediaOrigins mediaOrigins() {
        // Looked up, not injected: in the EAR this WAR has no beans, and then filters get no injection.
        Config config = ConfigProvider.getConfig();
        Optional<List<String>> announced = config.getOptionalValues(PUBLIC_NODES, String.class);
        return announced
                .map(urls -> MediaOrigins.of(PUBLIC_NODES, urls))
                .orElseGet(() -> MediaOrigins.of(
                        NODES, config.getOptionalValues(NODES, String.class).orElse(List.of())));
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
