package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who looks for people in logs finds those that are there, and takes nothing else for one. */
class StackLogsTest {
    @TempDir
    private Path work;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Key (email)=(ada.lovelace@example.org) already exists.",
                "asked by ada@example.org.",
                "Authorization: Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI3In0.c2ln",
                "an API key ak_live_0123456789abcdef",
                "password=correct horse 7",
                "from 203.0.113.7:4711",
                "candidate:1 1 udp 2130706431 10.0.0.17 7882 typ host",
                "from [2001:db8:0:0:0:0:0:7]:443",
                "the secret s3cr3t-value"
            })
    void whatNamesAPersonOrOpensSomethingIsFound(String line) throws IOException {
        assertThat(StackLogs.tellTales(log(line), Map.of("a secret", "s3cr3t-value")))
                .singleElement()
                .asString()
                .contains(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-29T12:00:00.123Z INFO Room RM_x: participant PA_y left: CLIENT_INITIATED",
                "Created HTTP listener http-listener on host/port 127.0.0.1:42303",
                "listening on 0.0.0.0, version 6.2025.10 of 1.2.3.4.5",
                "at org.auralink.shared.web.Wire$Place@1f2e3d4c",
                "Field name=entityManager@java.lang.String@@@ into class org.auralink.media.boundary.NodeEvents",
                "redis://control-plane@127.0.0.1:16379",
                "HotSpot(TM) 17.0.15+6, at 12:00:00:00",
                "trace id 4bf92f3577b34da6a3ce929d0e0e4736"
            })
    void nothingElseIs(String line) throws IOException {
        assertThat(StackLogs.tellTales(log(line), Map.of())).isEmpty();
    }

    private Path log(String line) throws IOException {
        return Files.writeString(work.resolve("part.log"), line + "\n");
    }
}
