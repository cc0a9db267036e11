// LiveKit's Go SDK, which stands on Pion, against a running media node:
// AURALINK_URL=ws://127.0.0.1:7880 go test ./...
package systemtests

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
)

// How long anything may take that has to come over the network.
const limit = 10 * time.Second

// How many packets tell that media flows.
const packets = 20

var (
	opus = webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}
	vp8  = webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}
)

// One frame of Opus that is silence.
var silence = []byte{0xf8, 0xff, 0xfe}

// message is one packet of data, as it was received.
type message struct{ from, topic, text string }

// person is a participant, and what arrived there.
type person struct {
	t           *testing.T
	room        *lksdk.Room
	messages    chan message
	tracks      chan *lksdk.RemoteTrackPublication
	audio       atomic.Int64
	video       atomic.Int64
	unmuted     chan string
	reconnected chan struct{}
	moved       chan string
}

// join lets somebody join the room of this test; they leave when it ends.
func join(t *testing.T, identity string, options ...lksdk.ConnectOption) *person {
	t.Helper()
	p := &person{
		t:           t,
		messages:    make(chan message, 1000),
		tracks:      make(chan *lksdk.RemoteTrackPublication, 10),
		unmuted:     make(chan string, 10),
		reconnected: make(chan struct{}, 10),
		moved:       make(chan string, 10),
	}
	room, err := lksdk.ConnectToRoom(os.Getenv("AURALINK_URL"), lksdk.ConnectInfo{
		APIKey:              "devkey",
		APISecret:           "secret",
		RoomName:            t.Name(),
		ParticipantIdentity: identity,
	}, p.callbacks(), options...)
	if err != nil {
		t.Fatalf("%s could not join: %v", identity, err)
	}
	t.Cleanup(room.Disconnect)
	p.room = room
	return p
}

func (p *person) callbacks() *lksdk.RoomCallback {
	return &lksdk.RoomCallback{
		OnReconnected: func() { p.reconnected <- struct{}{} },
		OnRoomMoved:   func(name, _ string) { p.moved <- name },
		ParticipantCallback: lksdk.ParticipantCallback{
			OnDataPacket: func(packet lksdk.DataPacket, from lksdk.DataReceiveParams) {
				if user, ok := packet.(*lksdk.UserDataPacket); ok {
					p.messages <- message{from.SenderIdentity, user.Topic, string(user.Payload)}
				}
			},
			OnTrackSubscribed: func(track *webrtc.TrackRemote, publication *lksdk.RemoteTrackPublication, _ *lksdk.RemoteParticipant) {
				p.tracks <- publication
				go p.count(track)
			},
			OnTrackUnmuted: func(publication lksdk.TrackPublication, _ lksdk.Participant) { p.unmuted <- publication.Name() },
		},
	}
}

// count reads a track to its end.
func (p *person) count(track *webrtc.TrackRemote) {
	arrived := &p.audio
	if track.Kind() == webrtc.RTPCodecTypeVideo {
		arrived = &p.video
	}
	for {
		packet, _, err := track.ReadRTP()
		if err != nil {
			return
		}
		if len(packet.Payload) == 0 {
			continue
		}
		arrived.Add(1)
		if track.Kind() == webrtc.RTPCodecTypeAudio && !bytes.Equal(packet.Payload, silence) {
			p.t.Errorf("sound came as %x instead of %x", packet.Payload, silence)
			return
		}
	}
}

// frames makes the same frame again and again.
type frames struct {
	lksdk.BaseSampleProvider
	frame media.Sample
}

func (f *frames) NextSample(context.Context) (media.Sample, error) { return f.frame, nil }

// publish sends sound or pictures, 50 or 20 times a second, until the person leaves.
func (p *person) publish(codec webrtc.RTPCodecCapability, name string) *lksdk.LocalTrackPublication {
	p.t.Helper()
	frame := media.Sample{Data: silence, Duration: 20 * time.Millisecond}
	if codec.MimeType == webrtc.MimeTypeVP8 {
		// The beginning of a key frame of 16 by 16 (RFC 6386, section 9.1), which is all that a media node looks at.
		frame = media.Sample{Data: append([]byte{0x10, 0, 0, 0x9d, 0x01, 0x2a, 16, 0, 16, 0}, make([]byte, 100)...), Duration: 50 * time.Millisecond}
	}
	track, err := lksdk.NewLocalTrack(codec)
	if err != nil {
		p.t.Fatal(err)
	}
	track.OnBind(func() {
		if err := track.StartWrite(&frames{frame: frame}, func() {}); err != nil {
			p.t.Errorf("%s does not send: %v", name, err)
		}
	})
	publication, err := p.room.LocalParticipant.PublishTrack(track, &lksdk.TrackPublicationOptions{Name: name, VideoWidth: 16, VideoHeight: 16})
	if err != nil {
		p.t.Fatalf("%s was not published: %v", name, err)
	}
	return publication
}

// send publishes a message to all, or to those who are named.
func (p *person) send(topic, text string, reliable bool, to ...string) {
	p.t.Helper()
	err := p.room.LocalParticipant.PublishDataPacket(&lksdk.UserDataPacket{Payload: []byte(text), Topic: topic},
		lksdk.WithDataPublishReliable(reliable), lksdk.WithDataPublishDestination(to))
	if err != nil {
		p.t.Fatalf("%q was not sent: %v", text, err)
	}
}

func (p *person) expectMessage(want message) {
	p.t.Helper()
	if got := next(p.t, fmt.Sprintf("the message %v", want), p.messages); got != want {
		p.t.Fatalf("got %v instead of %v", got, want)
	}
}

// expectMore waits until media has arrived that had not when it was called.
func (p *person) expectMore(what string, arrived *atomic.Int64) {
	p.t.Helper()
	before := arrived.Load()
	eventually(p.t, what, func() bool { return arrived.Load() >= before+packets })
}

func next[T any](t *testing.T, what string, channel <-chan T) T {
	t.Helper()
	select {
	case value := <-channel:
		return value
	case <-time.After(limit):
		t.Fatalf("%s did not come", what)
		panic("unreachable")
	}
}

func eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()
	for deadline := time.Now().Add(limit); !condition(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s did not come", what)
		}
	}
}

// inBothModes runs a test with two peer connections, as the SDK does by itself, and with one.
func inBothModes(t *testing.T, test func(t *testing.T, options ...lksdk.ConnectOption)) {
	t.Run("two_connections", func(t *testing.T) { t.Parallel(); test(t) })
	t.Run("one_connection", func(t *testing.T) { t.Parallel(); test(t, lksdk.WithSinglePeerConnection()) })
}

func TestTwoPeopleHearAndSeeEachOther(t *testing.T) {
	inBothModes(t, func(t *testing.T, options ...lksdk.ConnectOption) {
		ada, bob := join(t, "ada", options...), join(t, "bob", options...)
		for _, p := range []*person{ada, bob} {
			p.publish(opus, "voice")
			p.publish(vp8, "picture")
		}
		for _, p := range []*person{ada, bob} {
			p.expectMore("sound", &p.audio)
			p.expectMore("pictures", &p.video)
		}
	})
}

func TestMutedTrackIsThereBeforeItIsHeard(t *testing.T) {
	inBothModes(t, func(t *testing.T, options ...lksdk.ConnectOption) {
		ada, eve := join(t, "ada", options...), join(t, "eve", options...)
		voice := ada.publish(opus, "voice")
		eve.expectMore("sound", &eve.audio)
		voice.SetMuted(true)
		bob := join(t, "bob", options...)
		if track := next(t, "the muted track", bob.tracks); track.Name() != "voice" || !track.IsMuted() {
			t.Fatalf("got %s, muted %v", track.Name(), track.IsMuted())
		}
		voice.SetMuted(false)
		if name := next(t, "the unmuting", bob.unmuted); name != "voice" {
			t.Fatalf("%s was unmuted", name)
		}
		bob.expectMore("sound", &bob.audio)
	})
}

func TestMessagesReachAllOrThoseWhoAreNamed(t *testing.T) {
	inBothModes(t, func(t *testing.T, options ...lksdk.ConnectOption) {
		ada, bob, eve := join(t, "ada", options...), join(t, "bob", options...), join(t, "eve", options...)
		for _, reliable := range []bool{true, false} {
			topic := fmt.Sprintf("reliable %v", reliable)
			ada.send(topic, "bob alone", reliable, "bob")
			bob.expectMessage(message{"ada", topic, "bob alone"})
			ada.send(topic, "everybody", reliable)
			bob.expectMessage(message{"ada", topic, "everybody"})
			eve.expectMessage(message{"ada", topic, "everybody"})
			bob.send(topic, "back", reliable)
			ada.expectMessage(message{"bob", topic, "back"})
			eve.expectMessage(message{"bob", topic, "back"})
		}
	})
}

func TestCallIsAnsweredOrRefused(t *testing.T) {
	inBothModes(t, func(t *testing.T, options ...lksdk.ConnectOption) {
		ada, bob := join(t, "ada", options...), join(t, "bob", options...)
		err := bob.room.RegisterRpcMethod("upper", func(call lksdk.RpcInvocationData) (string, error) {
			return call.CallerIdentity + strings.ToUpper(call.Payload), nil
		})
		if err != nil {
			t.Fatal(err)
		}
		payload := strings.Repeat("auralink", 1875)
		answer, err := ada.room.LocalParticipant.PerformRpc(lksdk.PerformRpcParams{DestinationIdentity: "bob", Method: "upper", Payload: payload})
		if err != nil || *answer != "ada"+strings.ToUpper(payload) {
			t.Fatalf("answered %v, %v", answer, err)
		}
		_, err = ada.room.LocalParticipant.PerformRpc(lksdk.PerformRpcParams{DestinationIdentity: "bob", Method: "lower"})
		if refused, ok := err.(*lksdk.RpcError); !ok || refused.Code != lksdk.RpcUnsupportedMethod {
			t.Fatalf("a method that is not there: %v", err)
		}
	})
}

func TestStreamsArriveWhole(t *testing.T) {
	inBothModes(t, func(t *testing.T, options ...lksdk.ConnectOption) {
		ada, bob := join(t, "ada", options...), join(t, "bob", options...)
		texts, files := make(chan string, 1), make(chan []byte, 1)
		_ = bob.room.RegisterTextStreamHandler("text", func(reader *lksdk.TextStreamReader, from string) { texts <- from + ": " + reader.ReadAll() })
		_ = bob.room.RegisterByteStreamHandler("file", func(reader *lksdk.ByteStreamReader, _ string) { files <- reader.ReadAll() })

		text := strings.Repeat("Grüße aus Köln. ", 60_000)
		ada.room.LocalParticipant.SendText(text, lksdk.StreamTextOptions{Topic: "text"})
		if got := next(t, "the text", texts); got != "ada: "+text {
			t.Fatalf("%d bytes of text came instead of %d, or others", len(got)-len("ada: "), len(text))
		}

		file := noise(1_000_000)
		writer := ada.room.LocalParticipant.StreamBytes(lksdk.StreamBytesOptions{Topic: "file", MimeType: "application/octet-stream", TotalSize: uint64(len(file))})
		written := func() { writer.Close() }
		writer.Write(file, &written)
		if got := next(t, "the bytes", files); !bytes.Equal(got, file) {
			t.Fatalf("%d bytes came instead of %d, or others", len(got), len(file))
		}
	})
}

// noise is bytes that look random and are the same every time.
func noise(length int) []byte {
	var all []byte
	for i := 0; len(all) < length; i++ {
		block := sha256.Sum256([]byte(strconv.Itoa(i)))
		all = append(all, block[:]...)
	}
	return all[:length]
}

func TestLostSignallingIsResumed(t *testing.T) {
	inBothModes(t, func(t *testing.T, options ...lksdk.ConnectOption) {
		ada, bob := join(t, "ada", options...), join(t, "bob", options...)
		ada.publish(opus, "voice")
		bob.publish(opus, "voice")
		bob.expectMore("sound", &bob.audio)

		ada.room.Simulate(lksdk.SimulateSignalReconnect)
		next(t, "the end of the reconnect", ada.reconnected)

		bob.expectMore("sound after the resume", &bob.audio)
		ada.expectMore("sound after the resume", &ada.audio)
		ada.send("after", "still here", true)
		bob.expectMessage(message{"ada", "after", "still here"})
		bob.send("after", "so am I", true)
		ada.expectMessage(message{"bob", "after", "so am I"})
	})
}

func service() *lksdk.RoomServiceClient {
	return lksdk.NewRoomServiceClient(strings.Replace(os.Getenv("AURALINK_URL"), "ws", "http", 1), "devkey", "secret")
}

func TestForwardedParticipantsAreHeardAndSeenInTheOtherRoom(t *testing.T) {
	inBothModes(t, func(t *testing.T, options ...lksdk.ConnectOption) {
		ada := join(t, "ada", options...)
		ada.publish(opus, "voice")
		t.Run("audience", func(t *testing.T) {
			bob := join(t, "bob", options...)
			if _, err := service().ForwardParticipant(context.Background(), &livekit.ForwardParticipantRequest{
				Room: ada.room.Name(), Identity: "ada", DestinationRoom: bob.room.Name(),
			}); err != nil {
				t.Fatal(err)
			}
			bob.expectMore("sound of the other room", &bob.audio)
			ada.publish(vp8, "picture")
			bob.expectMore("a picture of the other room", &bob.video)
			ada.room.Disconnect()
			eventually(t, "ada's departure", func() bool { return len(bob.room.GetRemoteParticipants()) == 0 })
		})
	})
}

func TestMovedParticipantsHearEachOtherInTheOtherRoom(t *testing.T) {
	inBothModes(t, func(t *testing.T, options ...lksdk.ConnectOption) {
		ada, bob := join(t, "ada", options...), join(t, "bob", options...)
		ada.publish(opus, "mic")
		bob.expectMore("sound before the move", &bob.audio)
		other := t.Name() + "-moved"
		for _, p := range []*person{ada, bob} {
			if _, err := service().MoveParticipant(context.Background(), &livekit.MoveParticipantRequest{
				Room: t.Name(), Identity: p.room.LocalParticipant.Identity(), DestinationRoom: other,
			}); err != nil {
				t.Fatal(err)
			}
			if name := next(t, "news of the move", p.moved); name != other || p.room.Name() != other {
				t.Fatalf("moved to %s, room %s", name, p.room.Name())
			}
		}
		bob.expectMore("sound after the move", &bob.audio)
		ada.send("moved", "hello", true)
		bob.expectMessage(message{"ada", "moved", "hello"})
		if len(ada.reconnected)+len(bob.reconnected) > 0 {
			t.Fatal("a connection was made anew")
		}
	})
}
