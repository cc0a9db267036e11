package org.auralink.media.node.twirp;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.LEAVE;
import static livekit.LivekitRtc.SignalResponse.MessageCase.ROOM_MOVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import io.livekit.server.AgentDispatchServiceClient;
import io.livekit.server.ConnectorServiceClient;
import io.livekit.server.EgressServiceClient;
import io.livekit.server.IngressServiceClient;
import io.livekit.server.RoomServiceClient;
import io.livekit.server.SipDispatchRule;
import io.livekit.server.SipDispatchRuleDirect;
import io.livekit.server.SipServiceClient;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import livekit.LivekitModels;
import okhttp3.OkHttpClient;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.signal.RawClient;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.Call;
import retrofit2.Response;

/** Every method of LiveKit's server SDK for Java, as its classes list them, against a running node. */
@Timeout(60)
class JavaSdkTest {
    private static TestNode node;
    /** What the SDK asked for, such as {@code CreateRoom}. */
    private static final Set<String> asked = new TreeSet<>();

    @BeforeAll
    static void start() {
        node = new TestNode("");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static OkHttpClient recording() {
        return new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    asked.add(chain.request().url().pathSegments().get(2));
                    return chain.proceed(chain.request());
                })
                .build();
    }

    private static <T> T done(Call<T> call) throws Exception {
        Response<T> response = call.execute();
        assertThat(response.code()).as(() -> call.request().url().encodedPath()).isEqualTo(200);
        return response.body();
    }

    @Test
    void everyMethodForRoomsDoesWhatItSays() throws Exception {
        asked.clear();
        var service = RoomServiceClient.createClient(node.url(), Tokens.KEY, Tokens.SECRET, JavaSdkTest::recording);
        assertThat(done(service.createRoom("all", 60, 9, null, "made")).getMaxParticipants())
                .isEqualTo(9);
        try (RawClient ada = node.join("ada", "all");
                RawClient bob = node.join("bob", "all")) {
            ada.next(JOIN);
            bob.next(JOIN);
            assertThat(done(service.listRooms(List.of("all"))).get(0).getMetadata())
                    .isEqualTo("made");
            assertThat(done(service.updateRoomMetadata("all", "on air")).getMetadata())
                    .isEqualTo("on air");
            assertThat(done(service.listParticipants("all"))).hasSize(2);
            assertThat(done(service.getParticipant("all", "ada")).getIdentity()).isEqualTo("ada");
            assertThat(done(service.updateParticipant("all", "ada", "Ada", "host", null, Map.of("seat", "1"))))
                    .satisfies(told -> assertThat(told.getAttributesMap()).containsEntry("seat", "1"));
            assertThat(done(service.mutePublishedTrack("all", "ada", "TR_x", true)))
                    .isEqualTo(LivekitModels.TrackInfo.getDefaultInstance());
            done(service.updateSubscriptions("all", "bob", List.of(), false));
            byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
            done(service.sendData("all", text, LivekitModels.DataPacket.Kind.RELIABLE, List.of(), List.of("bob")));
            done(service.createRoom("audience"));
            done(service.forwardParticipant("all", "ada", "audience"));
            assertThat(done(service.listParticipants("audience"))).hasSize(1);
            done(service.moveParticipant("all", "bob", "moved"));
            assertThat(bob.next(ROOM_MOVED).getRoomMoved().getRoom().getName()).isEqualTo("moved");
            done(service.removeParticipant("all", "ada"));
            ada.next(LEAVE);
            done(service.deleteRoom("all"));
        }
        assertThat(asked).isEqualTo(names(RoomServiceClient.class));
    }

    @Test
    void everyMethodForAgentsDoesWhatItSays() throws Exception {
        asked.clear();
        var service =
                AgentDispatchServiceClient.createClient(node.url(), Tokens.KEY, Tokens.SECRET, JavaSdkTest::recording);
        String id = done(service.createDispatch("stage", "helper", "about")).getId();
        assertThat(done(service.listDispatch("stage")))
                .anySatisfy(each -> assertThat(each.getId()).isEqualTo(id));
        assertThat(done(service.deleteDispatch("stage", id)).getId()).isEqualTo(id);
        assertThat(asked).isEqualTo(names(AgentDispatchServiceClient.class));
    }

    static List<Object> clientsOfWhatIsNotHere() {
        return List.of(
                EgressServiceClient.createClient(node.url(), Tokens.KEY, Tokens.SECRET),
                IngressServiceClient.createClient(node.url(), Tokens.KEY, Tokens.SECRET),
                SipServiceClient.createClient(node.url(), Tokens.KEY, Tokens.SECRET));
    }

    @ParameterizedTest
    @MethodSource("clientsOfWhatIsNotHere")
    void whateverIsAskedOfAServiceThatIsNotHereIsRefusedInASentence(Object client) throws Exception {
        assertThat(calls(client.getClass())).isNotEmpty();
        for (Method method : calls(client.getClass())) {
            Response<?> answer = call(client, method);
            assertThat(answer.code()).as("%s", method).isEqualTo(501);
            assertThat(answer.errorBody().string()).contains("\"code\":\"unimplemented\"", "this node does not");
        }
    }

    /** Only LiveKit's cloud has them. */
    @Test
    void telephonesOfOthersAreNoRouteHere() throws Exception {
        var client = ConnectorServiceClient.createClient(node.url(), Tokens.KEY, Tokens.SECRET);
        for (Method method : calls(ConnectorServiceClient.class)) {
            Response<?> answer = call(client, method);
            assertThat(answer.code()).as("%s", method).isEqualTo(404);
            assertThat(answer.errorBody().string()).contains("\"code\":\"bad_route\"");
        }
    }

    /** Everything that it asks a server for, in all forms. */
    private static List<Method> calls(Class<?> client) {
        return Arrays.stream(client.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Call.class)
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static Set<String> names(Class<?> client) {
        return calls(client).stream()
                .map(Method::getName)
                .map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Response<?> call(Object client, Method method) throws Exception {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = something(method.getParameterTypes()[i]);
        }
        return ((Call<?>) method.invoke(client, arguments)).execute();
    }

    /** A value of this type. */
    private static Object something(Class<?> type) throws Exception {
        if (type == String.class) {
            return "x";
        } else if (type == boolean.class || type == Boolean.class) {
            return false;
        } else if (type == List.class) {
            return List.of();
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (MessageLite.class.isAssignableFrom(type)) {
            return type.getMethod("getDefaultInstance").invoke(null);
        } else if (type == SipDispatchRule.class) {
            return new SipDispatchRuleDirect("room", "1");
        }
        Constructor<?> made = Arrays.stream(type.getConstructors())
                .min(Comparator.comparing(Constructor::getParameterCount))
                .orElseThrow();
        return made.newInstance(new Object[made.getParameterCount()]);
    }
}
