package org.auralink.media.node.drain;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import livekit.LivekitRtc.RegionInfo;
import org.auralink.media.node.access.Authenticator;
import org.auralink.media.node.access.Door;
import org.auralink.media.node.access.Refused;
import org.auralink.media.node.config.DrainConfig;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.http.Route;
import org.auralink.media.node.token.VideoGrant;
import org.jspecify.annotations.Nullable;

/**
 * {@code /auralink/v1/drain}, for tokens that grant {@code roomCreate}, {@code roomList} and {@code roomAdmin} without a
 * room: POST begins a drain, GET tells how far it is, DELETE cancels it. All answer with the {@link DrainStatus}.
 */
public final class DrainRoute implements Route {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    /** Clients try one after the other, and give up before they came to a ninth. */
    private static final int MOST_ELSEWHERE = 8;

    /** Characters of an address; browsers and proxies take few thousand for a whole request. */
    private static final int LONGEST_URL = 1000;

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

    private final Drain drain;
    private final DrainConfig config;
    private final Authenticator doors;

    /**
     * @param drain is commanded
     * @param config tells the deadline where a command does not
     * @param doors checks who commands
     */
    public DrainRoute(Drain drain, DrainConfig config, Authenticator doors) {
        this.drain = drain;
        this.config = config;
        this.doors = doors;
    }

    @Override
    public void handle(Exchange exchange) {
        try {
            VideoGrant grant = doors.authenticate(exchange, Door.DRAIN).video();
            if (!grant.roomCreate()
                    || !grant.roomList()
                    || !grant.roomAdmin()
                    || !grant.room().isEmpty()) {
                throw new Refused(UNAUTHORIZED, "permissions denied");
            }
            switch (exchange.method()) {
                case "GET" -> answer(exchange, drain.status());
                case "POST" ->
                    answer(
                            exchange,
                            drain.begin(
                                    deadline(exchange.query("deadline_seconds")),
                                    elsewhere(exchange.query("elsewhere"))));
                case "DELETE" -> answer(exchange, drain.cancel());
                default -> exchange.reply(405, "", new byte[0], Map.of("Allow", "GET, POST, DELETE"));
            }
        } catch (Refused e) {
            e.answer(exchange);
        }
    }

    private Duration deadline(@Nullable String seconds) throws Refused {
        if (seconds == null) {
            return config.deadline();
        }
        if (SECONDS.matcher(seconds).matches()) {
            Duration deadline = Duration.ofSeconds(Long.parseLong(seconds));
            if (deadline.compareTo(DrainConfig.LONGEST) <= 0) {
                return deadline;
            }
        }
        throw new Refused(
                BAD_REQUEST, "deadline_seconds: expected a whole number from 0 to " + DrainConfig.LONGEST.toSeconds());
    }

    /** Nearest first, as they were given. */
    private static List<RegionInfo> elsewhere(@Nullable String urls) throws Refused {
        var result = new ArrayList<RegionInfo>();
        if (urls == null || urls.isEmpty()) {
            return result;
        }
        for (String url : urls.split(",", MOST_ELSEWHERE + 1)) {
            if (result.size() == MOST_ELSEWHERE || url.length() > LONGEST_URL || !isSignalling(url)) {
                throw new Refused(
                        BAD_REQUEST,
                        "elsewhere: expected up to " + MOST_ELSEWHERE + " ws:// or wss:// addresses of at most "
                                + LONGEST_URL + " characters, separated by commas");
            }
            result.add(RegionInfo.newBuilder()
                    .setUrl(url)
                    .setDistance(result.size())
                    .build());
        }
        return result;
    }

    private static boolean isSignalling(String url) {
        try {
            URI uri = new URI(url);
            return ("ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void answer(Exchange exchange, DrainStatus status) {
        exchange.reply(200, "application/json", status.json().getBytes(StandardCharsets.UTF_8));
    }
}
