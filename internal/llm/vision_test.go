package llm_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/llm"
	"hotro/internal/llm/llmtest"
)

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 20, 10))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func withVision(c *llm.Config) { c.Vision, c.VisionModel = true, "eyes" }

func TestAScreenshotIsRead(t *testing.T) {
	s := llmtest.New(t, func(llmtest.Question) llmtest.Reply {
		return llmtest.Reply{Content: `{"codes":["FROM_NUMBER_NOT_FOUND"],"text":"Cuộc gọi thất bại\nmã call-vn-1-7EOLB370OL-1751008322600"}`}
	})
	img := picture(t)
	got, err := llmtest.Model(t, s, withVision).ReadImage(t.Context(), "u", img)
	if err != nil {
		t.Fatal(err)
	}
	if want := "FROM_NUMBER_NOT_FOUND\nCuộc gọi thất bại\nmã call-vn-1-7EOLB370OL-1751008322600"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	q := s.Asked()[0]
	if q.Model != "eyes" || !bytes.Equal(q.Image, img) || q.User != "" {
		t.Errorf("asked %q with %d bytes and %q, want the picture and no words", q.Model, len(q.Image), q.User)
	}
}

func TestAScreenshotThatCannotBeRead(t *testing.T) {
	s := llmtest.New(t, func(llmtest.Question) llmtest.Reply { return llmtest.Reply{Content: `{"codes":[],"text":""}`} })
	if got, err := llmtest.Model(t, s, withVision).ReadImage(t.Context(), "u", picture(t)); err != nil || got != "" {
		t.Errorf("no text: got %q, %v; want nothing and no error", got, err)
	}
	if _, err := llmtest.Model(t, s).ReadImage(t.Context(), "u", picture(t)); llm.OutcomeOf(err) != llm.Off {
		t.Errorf("not switched on: got %v, want off", err)
	}
	if _, err := llmtest.Model(t, s, withVision).ReadImage(t.Context(), "u", []byte("<svg onload=x>")); llm.OutcomeOf(err) != llm.Rejected {
		t.Errorf("no picture: got %v, want rejected", err)
	}
	if _, err := llmtest.Model(t, s, withVision).ReadImage(t.Context(), "u", append(picture(t), make([]byte, 9<<20)...)); llm.OutcomeOf(err) != llm.Rejected {
		t.Errorf("too large: got %v, want rejected", err)
	}
	if n := len(s.Asked()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestABlindModelDoesNotKeepTheOtherFromChoosing(t *testing.T) {
	s := llmtest.New(t, func(q llmtest.Question) llmtest.Reply {
		if len(q.Image) > 0 {
			return llmtest.Reply{Status: 504}
		}
		return llmtest.ByTitle(mic)(q)
	})
	m := llmtest.Model(t, s, withVision)
	for range 7 {
		if _, err := m.ReadImage(t.Context(), "u", picture(t)); err == nil {
			t.Fatal("want an error")
		}
	}
	if _, err := m.Choose(t.Context(), "u", llm.Line{Text: "mic", Topics: topics}); err != nil {
		t.Errorf("got %v, want an answer", err)
	}
}

func TestAVoiceNoteIsWrittenDown(t *testing.T) {
	s := llmtest.New(t, func(llmtest.Question) llmtest.Reply { return llmtest.Reply{Content: " em không gọi  được "} })
	m := llmtest.Model(t, s, func(c *llm.Config) { c.AudioModel = "whisper-1" })
	got, err := m.Transcribe(t.Context(), "u", "../../tin nhắn của Lan.OGA", strings.NewReader("OggS"))
	if err != nil || got != "em không gọi được" {
		t.Fatalf("got %q, %v", got, err)
	}
	if q := s.Asked()[0]; q.Model != "whisper-1" || q.User != "voice.oga" || string(q.Sound) != "OggS" {
		t.Errorf("asked %+v, want the sound under a plain name", q)
	}
	if _, err := llmtest.Model(t, s).Transcribe(t.Context(), "u", "a.ogg", strings.NewReader("x")); !errors.Is(err, llm.ErrNoAudio) {
		t.Errorf("not configured: got %v, want ErrNoAudio", err)
	}
	if _, err := m.Transcribe(t.Context(), "u", "a.ogg", strings.NewReader("")); llm.OutcomeOf(err) != llm.Rejected {
		t.Errorf("empty file: got %v, want rejected", err)
	}
	s.Answer(func(llmtest.Question) llmtest.Reply { return llmtest.Reply{Status: 500, Body: "{}"} })
	if _, err := m.Transcribe(t.Context(), "u", "a.ogg", strings.NewReader("x")); llm.OutcomeOf(err) != llm.Server {
		t.Errorf("server fault: got %v, want server", err)
	}
}

func aTicket() (chat.Ticket, []chat.Line) {
	ticket := chat.Ticket{
		Conv: chat.Address{Channel: "telegram", Bot: "7", Chat: "1"}, User: chat.User{Name: "Phạm Hương"}, Topic: "FROM_NUMBER_NOT_FOUND",
		Path: []chat.Tried{{Text: "Kiểm tra hotline", Result: "failed"}},
	}
	lines := []chat.Line{
		{By: chat.ByBot, Text: "Em chào anh/chị"},
		{By: chat.ByUser, Text: "Hương đây, cả phòng 12 người bị từ 8h sáng, gọi số 0912345678"},
		{By: chat.ByUser, Text: "gap", Edited: "gấp lắm"},
		{By: chat.ByStaff, Text: "ghi chú nội bộ"},
	}
	return ticket, lines
}

func TestASummaryIsTwoSentencesForStaff(t *testing.T) {
	s := llmtest.New(t, func(llmtest.Question) llmtest.Reply {
		return llmtest.Reply{Content: "**Cả phòng 12 người bị từ 8h sáng.** Chị Hương [bấm](https://xau.vn) gọi 0912345678 rất gấp.\nCâu thứ ba bị cắt."}
	})
	ticket, lines := aTicket()
	got, err := llmtest.Model(t, s).Summary(t.Context(), ticket, lines)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Cả phòng 12 người bị từ 8h sáng. Chị [NAME] bấm([LINK] gọi [PHONE] rất gấp."; strings.NewReplacer("[", "", "]", "").Replace(want) != got {
		t.Errorf("got %q", got)
	}
	sent := s.Asked()[0].User
	for _, leak := range []string{"Hương", "0912345678", "ghi chú", "Em chào"} {
		if strings.Contains(sent, leak) {
			t.Errorf("%q was sent: %s", leak, sent)
		}
	}
	if !strings.Contains(sent, "gấp lắm") || !strings.Contains(sent, "12 người") {
		t.Errorf("the user's words are missing: %s", sent)
	}
}

func TestASummaryThatIsNone(t *testing.T) {
	ticket, lines := aTicket()
	for name, tc := range map[string]struct {
		content string
		want    llm.Outcome
	}{
		"a dash":     {"-", llm.OK},
		"the prompt": {"You write for the support staff of a call centre in Vietnam.", llm.Junk},
		"nothing":    {"", llm.Empty},
	} {
		s := llmtest.New(t, func(llmtest.Question) llmtest.Reply { return llmtest.Reply{Content: tc.content} })
		got, err := llmtest.Model(t, s).Summary(t.Context(), ticket, lines)
		if got != "" || llm.OutcomeOf(err) != tc.want {
			t.Errorf("%s: got %q, %v; want nothing, %s", name, got, err, tc.want)
		}
	}
	s := llmtest.New(t, func(llmtest.Question) llmtest.Reply { return llmtest.Reply{Content: strings.Repeat("dài ", 500)} })
	if got, err := llmtest.Model(t, s).Summary(t.Context(), ticket, lines); err != nil || len([]rune(got)) > 300 {
		t.Errorf("long: got %d characters, %v; want at most 300", len([]rune(got)), err)
	}
	if got, err := llmtest.Model(t, s).Summary(t.Context(), ticket, lines[:1]); err != nil || got != "" {
		t.Errorf("a user who said nothing: got %q, %v; want nothing", got, err)
	}
	if n := len(s.Asked()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestEveryQuestionIsObserved(t *testing.T) {
	s := llmtest.New(t, llmtest.ByTitle(mic))
	var seen []string
	m, err := llm.New(llm.Config{Key: llmtest.Key, BaseURL: s.URL}, llm.Options{
		Observe: func(what string, o llm.Outcome, _ time.Duration) { seen = append(seen, what+" "+string(o)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := m.Choose(t.Context(), "u", llm.Line{Text: "mic", Topics: topics}); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(seen, ", "); got != "choose ok, choose cached" {
		t.Errorf("got %q", got)
	}
}
