package org.auralink.media.node.twirp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnimplementedTest {
    private final TwirpDoor door = new TwirpDoor();

    @AfterEach
    void stop() {
        door.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Egress/ListEgress|501|unimplemented|ListEgress: this node does not record or stream out of rooms",
                "Egress/StartWebEgress|501|unimplemented"
                        + "|StartWebEgress: this node does not record or stream out of rooms",
                "Ingress/CreateIngress|501|unimplemented|CreateIngress: this node does not take streams into rooms",
                "SIP/CreateSIPParticipant|501|unimplemented"
                        + "|CreateSIPParticipant: this node does not connect to telephones",
                "Egress/MakeCoffee|404|bad_route"
                        + "|no handler for path \"/twirp/livekit.Egress/MakeCoffee\" and method POST",
                "Coffee/Make|404|bad_route|no handler for path \"/twirp/livekit.Coffee/Make\" and method POST",
            })
    void aServiceThatIsNotHereSaysSo(String path, int status, String code, String message) throws Exception {
        String body = "{\"room\":\"r\",\"trunk\":{\"name\":\"unknown here\"},\"ids\":[1]}";
        HttpResponse<String> answer = door.post("/twirp/livekit." + path, "application/json", body, Tokens.admin("r"));
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonObject error = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(error.get("code").getAsString()).isEqualTo(code);
        assertThat(error.get("msg").getAsString()).isEqualTo(message);
    }

    @Test
    void aServiceThatIsNotHereAsksForATokenAllTheSame() throws Exception {
        HttpResponse<String> answer =
                door.post("/twirp/livekit.Egress/ListEgress", "application/json", "{}", "rubbish");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"unauthenticated\"");
    }
}
