package org.auralink.shared.http;

import java.util.Locale;
import java.util.Map;
import org.auralink.shared.http.OwnAnswer.Parts;
import org.auralink.shared.http.RequestHead.RefusedHead;
import org.auralink.shared.web.ErrorBody;
import org.auralink.shared.web.Failure;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.memory.Buffers;
import org.jspecify.annotations.Nullable;

/**
 * For the requests of HTTP/2 what {@link HeadFilter} is for those of HTTP/1.1: behind the server's reader of frames, before
 * what serves. A request has to be one that HTTP/1.1 could have written, by the same rules; what the server answers by itself
 * gets our headers, and our words when it is a refusal. Requests of HTTP/1.1 pass.
 */
final class StreamFilter extends BaseFilter {
    /** Of a request, once its head was looked at. */
    private static final String SOUND = StreamFilter.class.getName() + ".sound";

    /** Of a request whose answer was replaced: what else the server says to it. */
    private static final String ANSWERED = StreamFilter.class.getName() + ".answered";

    private static final String MARK = "X-Content-Type-Options";
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    private final OwnAnswer own;

    StreamFilter(OwnAnswer own) {
        this.own = own;
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        if (!(context.getMessage() instanceof HttpContent content)
                || !(content.getHttpHeader() instanceof HttpRequestPacket request)
                || request.getProtocol() != Protocol.HTTP_2_0
                || request.getAttribute(SOUND) != null) {
            return context.getInvokeAction();
        }
        if (request.getAttribute(ANSWERED) != null) {
            return context.getStopAction();
        }
        Refused refused = refused(request);
        if (refused == null) {
            request.setAttribute(SOUND, true);
            return context.getInvokeAction();
        }
        request.setAttribute(ANSWERED, true);
        context.write(answer(context, request.getResponse(), refused.path(), refused.failure()));
        return context.getStopAction();
    }

    private static @Nullable Refused refused(HttpRequestPacket request) {
        String target =
                request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        var head = new StringBuilder(request.getMethod() + " " + target + " HTTP/1.1\r\n");
        boolean lengthKnown = false;
        for (int i = 0; i < request.getHeaders().size(); i++) {
            String name = request.getHeaders().getName(i).toString();
            lengthKnown |= name.toLowerCase(Locale.ROOT).equals("content-length");
            head.append(name)
                    .append(": ")
                    .append(request.getHeaders().getValue(i))
                    .append("\r\n");
        }
        if (head.length() > Limits.HEAD_BYTES) {
            return new Refused(
                    Refused.FIELDS_TOO_LARGE,
                    "headers_too_large",
                    "The request's header fields are longer than " + Limits.HEAD_BYTES + " bytes.",
                    Target.path(target));
        }
        try {
            RequestHead read = RequestHead.of(head.append("\r\n").toString());
            // Bodies are received without a thread by their length, which HTTP/2 need not tell (RFC 9113, 8.1.1).
            return request.isExpectContent() && !lengthKnown
                    ? new Refused(
                            Refused.LENGTH_REQUIRED, "length_required", "A body needs a Content-Length.", read.path())
                    : null;
        } catch (RefusedHead e) {
            return e.refused();
        }
    }

    @Override
    public NextAction handleWrite(FilterChainContext context) {
        if (!(context.getMessage() instanceof HttpPacket packet)
                || !(packet.getHttpHeader() instanceof HttpResponsePacket response)
                || response.getRequest() == null
                || response.getRequest().getProtocol() != Protocol.HTTP_2_0) {
            return context.getInvokeAction();
        }
        HttpRequestPacket request = response.getRequest();
        if (request.getAttribute(ANSWERED) != null) {
            return context.getStopAction();
        }
        boolean interim = response.getStatus() < OK;
        if (response.isCommitted() || interim || response.getHeaders().contains(MARK)) {
            return context.getInvokeAction();
        }
        if (response.getStatus() < MULTIPLE_CHOICES) {
            own.fields().forEach(response::setHeader);
            return context.getInvokeAction();
        }
        request.setAttribute(ANSWERED, true);
        int status = response.getStatus() < Refused.BAD_REQUEST ? Refused.NOT_FOUND : response.getStatus();
        context.setMessage(answer(context, response, Target.path(request.getRequestURI()), ErrorBody.failure(status)));
        return context.getInvokeAction();
    }

    /** All of an answer, in the shape of its path. */
    private HttpContent answer(FilterChainContext context, HttpResponsePacket response, String path, Failure failure) {
        Parts parts = OwnAnswer.of(path, failure);
        response.getHeaders().clear();
        response.setStatus(failure.status());
        own.fields().forEach(response::setHeader);
        for (Map.Entry<String, String> field : parts.fields().entrySet()) {
            if (!field.getKey().equals(Header.ContentLength.toString())
                    && !field.getKey().equals(Header.ContentType.toString())) {
                response.setHeader(field.getKey(), field.getValue());
            }
        }
        response.setContentType(parts.fields().get(Header.ContentType.toString()));
        response.setContentLengthLong(parts.body().length);
        boolean headAlone = response.getRequest().isHeadRequest();
        return HttpContent.builder(response)
                .content(headAlone ? Buffers.EMPTY_BUFFER : Buffers.wrap(context.getMemoryManager(), parts.body()))
                .last(true)
                .build();
    }
}
