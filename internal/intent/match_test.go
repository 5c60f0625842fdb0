package intent

import (
	"testing"

	"hotro/internal/kb"
	"hotro/prompts"
)

func testWords(t testing.TB) *Words {
	t.Helper()
	w, err := LoadWords(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestMatchTinyGuide(t *testing.T) {
	g := &kb.Guide{Topics: []kb.Topic{{ID: "GET_USER_MEDIA_ERROR", Title: "GET_USER_MEDIA_ERROR", Codes: []string{"GET_USER_MEDIA_ERROR"},
		Units: []string{"Phân quyền cho thiết bị tai nghe/micro"}}}}
	m, err := New(g, testWords(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Match("em bị get user media error"); got.Topic != "GET_USER_MEDIA_ERROR" || got.Intent != KindTopic {
		t.Errorf("got %+v, want the topic", got)
	}
}
