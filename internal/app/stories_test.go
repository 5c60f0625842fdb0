package app_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"hotro/internal/app"
	"hotro/internal/chat"
	"hotro/internal/goldentest"
)

// A story is what one user on Zalo does, line by line: words, "[payload]" for
// a press, "{kind}" for what is no words.
type story struct {
	name, about string
	lines       []string
}

// stories are what most users of Zalo do.
func stories() []story {
	codes := []string{
		"FROM_NUMBER_NOT_FOUND", "AGENT_FROM_NOT_FOUND", "TO_NUMBER_NOT_ALLOWS_CALLOUT", "REQUEST_ANSWER_URL_ERROR", "GET_USER_MEDIA_ERROR",
		"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "CALL_ENDS_IMMEDIATELY", "RINGING_NOT_CONNECTED",
	}
	payload := story{name: "payload", about: "mỗi lỗi, bấm nút"}
	words := story{name: "loi-noi", about: "mỗi lỗi, bằng lời"}
	for _, c := range codes {
		payload.lines = append(payload.lines, "[t:"+c+"]")
	}
	words.lines = []string{
		"hotline của em hiện không tìm thấy số", "micro em không được cấp quyền", "số này bị chặn gọi ra", "em gọi mà báo đang trong cuộc gọi khác",
		"gọi là ngắt luôn", "khách bảo máy không đổ chuông",
	}
	return []story{
		payload, words,
		{"so", "chọn bằng số, như người ta gõ", []string{"menu", "số 3", "quay lại", "mục 1 ạ", "menu", "cái thứ 2", "menu", "4️⃣", "menu", "lỗi số 5 nha", "menu", "ba"}},
		{"chon-them", "nhiều lựa chọn hơn số nút", []string{"menu", "[more:3]", "2"}},
		{"anh-tep", "ảnh, tệp, tin thoại", []string{"FROM_NUMBER_NOT_FOUND", "{photo}", "{file}", "{voice}", "{unknown}"}},
		{"danh-thiep-vi-tri", "danh thiếp và vị trí", []string{"FROM_NUMBER_NOT_FOUND", "{contact}", "{location}", "gặp nhân viên"}},
		{"bieu-tuong", "mã biểu tượng của Zalo", []string{"FROM_NUMBER_NOT_FOUND", "/-ok", ":>", "/-heart", ":-h", "/-strong /-strong"}},
		{"gap-nhan-vien", "gặp nhân viên, nhắn thêm, hủy", []string{"gặp nhân viên", "em dùng Chrome", "call-vn-1-7EOLB370OL-1751008322530", "hủy yêu cầu"}},
		{"danh-gia", "xong việc, chấm điểm bằng lời, cảm ơn", []string{"TO_NUMBER_NOT_ALLOWS_CALLOUT", "em gọi được rồi", "5 sao", "nhanh lắm", "cảm ơn em"}},
		{"bo-qua", "không chấm điểm", []string{"TO_NUMBER_NOT_ALLOWS_CALLOUT", "em gọi được rồi", "Bỏ qua"}},
		{"xoa-du-lieu", "yêu cầu xóa dữ liệu", []string{"xóa dữ liệu của em"}},
		{"chao-hoi", "chào hỏi rồi mới nói lỗi", []string{"alo", "em bị lỗi", "không gọi ra được", "FROM_NUMBER"}},
	}
}

// oaEvent is a line of a story as an Official Account hears it.
func oaEvent(user, n int, line string) string {
	message := map[string]any{"msg_id": fmt.Sprintf("m%d-%d", user, n)}
	event := "user_send_text"
	attach := func(kind string, payload map[string]any) {
		event, message["attachments"] = "user_send_"+kind, []any{map[string]any{"type": kind, "payload": payload}}
	}
	switch {
	case line == "{photo}":
		attach("image", map[string]any{"url": "https://photo.zdn.vn/a.jpg"})
	case line == "{file}":
		attach("file", map[string]any{"url": "https://f.zdn.vn/a.pcap", "name": "cuoc-goi.pcap", "size": "2048"})
	case line == "{voice}":
		attach("audio", map[string]any{"url": "https://voice.zdn.vn/a.amr"})
	case line == "{unknown}":
		event = "user_send_hologram"
	case line == "{contact}":
		attach("link", map[string]any{"description": `{"phone":"0912345678"}`})
		event, message["text"] = "user_send_business_card", "Nguyễn Lan"
	case line == "{location}":
		attach("location", map[string]any{"coordinates": map[string]any{"latitude": "10.79", "longitude": "106.78"}})
	case strings.HasPrefix(line, "["):
		message["text"] = "!b:" + strings.Trim(line, "[]")
	default:
		message["text"] = line
	}
	return encoded(map[string]any{
		"event_name": event, "sender": map[string]any{"id": fmt.Sprint(user)}, "recipient": map[string]any{"id": "1646843870823903717"},
		"message": message, "timestamp": fmt.Sprint(time.Now().UnixMilli()),
	})
}

// botUpdate is a line of a story as the Bot Platform tells it; "" for what it
// can't.
func botUpdate(user, n int, line string) string {
	id := map[string]any{"id": fmt.Sprintf("u%d", user), "display_name": "Nguyễn Lan"}
	message := map[string]any{"message_id": fmt.Sprintf("m%d", n), "chat": map[string]any{"id": id["id"], "chat_type": "PRIVATE"}, "from": id, "date": time.Now().UnixMilli()}
	event := "message.text.received"
	switch {
	case line == "{photo}":
		event, message["photo_url"] = "message.image.received", "https://photo.zdn.vn/a.jpg"
	case line == "{voice}":
		event, message["voice_url"] = "message.voice.received", "https://voice.zdn.vn/a.aac"
	case strings.HasPrefix(line, "{"):
		event = "message.unsupported.received"
	case strings.HasPrefix(line, "["):
		return ""
	default:
		message["text"] = line
	}
	return encoded(map[string]any{"event_name": event, "message": message})
}

func encoded(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain maps and strings always encode
	}
	return string(b)
}

// TestStoriesOnZalo plays raw updates and holds what users read and staff see
// against transcripts, which are there to be read aloud.
// placeInLine is how many wait before a user: stories share one desk, and the
// bot's count of those who wait lags behind by a moment.
var placeInLine = regexp.MustCompile(`còn \d+ yêu cầu|ở đầu hàng chờ`)

func TestStoriesOnZalo(t *testing.T) {
	t.Parallel()
	cfg, err := app.LoadConfig(nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := app.NewReplay(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	for _, platform := range []string{chat.Zalo, chat.ZaloBot} {
		update := oaEvent
		if platform == chat.ZaloBot {
			update = botUpdate
		}
		for user, s := range stories() {
			var b strings.Builder
			fmt.Fprintf(&b, "%s\n", s.about)
			for n, line := range s.lines {
				raw := update(user+1, n, line)
				if raw == "" {
					continue
				}
				got := r.Play(t.Context(), platform, json.RawMessage(raw))
				if got.Error != "" {
					t.Errorf("%s, %s: %q: %s", platform, s.name, line, got.Error)
				}
				fmt.Fprintf(&b, "\n> %s\n", line)
				for _, say := range got.Says {
					b.WriteString(say.Text + "\n")
					if len(say.Choices) > 0 {
						b.WriteString("  [" + strings.Join(say.Choices, "] [") + "]\n")
					}
				}
				if len(got.Staff) > 0 && got.Handoff != nil {
					fmt.Fprintf(&b, "! nhân viên thấy #%d %s: %s\n", got.Handoff.Number, got.Handoff.Topic, strings.Join(got.Staff, " · "))
				}
				if len(got.Says) == 0 && got.Handoff == nil && !strings.HasPrefix(line, "{") { // what can't be read is said once a minute
					t.Errorf("%s, %s: %q is met with silence", platform, s.name, line)
				}
			}
			if b.Len() > len(s.about)+2 {
				goldentest.Check(t, "testdata/stories/"+s.name+"."+platform+".txt", placeInLine.ReplaceAll([]byte(b.String()), []byte("còn N yêu cầu")))
			}
		}
	}
}
