package intent_test

import (
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
)

// TestRoles: a line that plays a role which no phrasing of a topic knows is not
// about that topic, and the contrary role is.
func TestRoles(t *testing.T) {
	m := intenttest.Matcher(t)
	for line, topic := range map[string]string{
		"cắm tai nghe vào mà tiếng vẫn ra loa ngoài":           "",
		"tai nghe cắm vào mà máy không nhận mic":               "GET_USER_MEDIA_ERROR",
		"máy chỉ ra loa chứ không ăn mic":                      "GET_USER_MEDIA_ERROR",
		"gọi ai cũng hiện user busy":                           "",
		"máy báo em đang bận cuộc khác":                        "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"chuyển máy cho bạn ngồi kế mà bên đó không đổ chuông": "",
		"gọi khách máy em báo đổ chuông mà máy khách im re":    "RINGING_NOT_CONNECTED",
	} {
		r := m.Read(line).Result
		if topic == "" && (r.Intent == intent.KindTopic || r.Intent == intent.KindAsk) || topic != "" && r.Topic != topic {
			t.Errorf("%q: got %s %q, want %q", line, r.Intent, r.Topic, topic)
		}
	}
}

// TestARoleHasItsDiacritics: "bị văng" is thrown out, "bị vang" echoes.
func TestARoleHasItsDiacritics(t *testing.T) {
	m := intenttest.Matcher(t)
	if r := m.Read("tự nhiên gọi cái là bị văng ra luôn").Result; r.Intent == intent.KindNone {
		t.Errorf("got %+v, want something asked", r)
	}
}
