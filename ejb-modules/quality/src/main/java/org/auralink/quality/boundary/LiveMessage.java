package org.auralink.quality.boundary;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Live messages as server-sent events (WHATWG HTML, section 9.2). */
final class LiveMessage {
    static final String KEEP_ALIVE = ": keep-alive\n\n";

    /** The client was too slow for some: what it shows has to be read again. */
    static final String MISSED = "event: missed\ndata: {}\n\n";

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private LiveMessage() {}

    /** One message with all rows of one call, whose id is when the last of them was written. */
    static String of(List<LiveFeed.Row> rows) {
        Map<String, String> lists = new LinkedHashMap<>();
        for (String list : List.of("metrics", "moments", "issues")) {
            lists.put(
                    list,
                    rows.stream()
                            .filter(row -> row.list().equals(list))
                            .map(LiveFeed.Row::json)
                            .collect(Collectors.joining(",", "[", "]")));
        }
        String data = lists.entrySet().stream()
                .map(list -> '"' + list.getKey() + "\":" + list.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        return "id: " + id(rows.get(rows.size() - 1).at()) + "\nevent: quality\ndata: " + data + "\n\n";
    }

    private static long id(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /** After which moment a client that comes again has to be told; now, for one that never came or says something else. */
    static Instant after(@Nullable String lastEventId, Instant now, Instant earliest) {
        if (lastEventId == null || !lastEventId.matches("\\d{1,18}")) {
            return now;
        }
        Instant at = Instant.EPOCH.plus(Long.parseLong(lastEventId), ChronoUnit.MICROS);
        if (at.isAfter(LATEST) || at.isAfter(now)) {
            return now;
        }
        return at.isBefore(earliest) ? earliest : at;
    }
}
