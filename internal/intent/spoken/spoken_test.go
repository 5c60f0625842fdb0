package spoken_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hotro/internal/intent/intenttest"
	"hotro/internal/intent/lexicon"
	"hotro/internal/intent/spoken"
	"hotro/internal/kb"
)

// A code that is new to the guide is heard at once: nothing is written down
// but what its words mean and how letters sound.
func TestNewCodes(t *testing.T) {
	g := &kb.Guide{Topics: []kb.Topic{
		{ID: "a", Codes: []string{"USER_PROJECT_NOT_FOUND"}}, {ID: "b", Codes: []string{"CREATE_ACCOUNT_REQUEST_INVALID"}}, {ID: "c", Codes: []string{"SERVER_MEDIA_EMPTY"}},
	}}
	w := intenttest.Words(t)
	x := lexicon.New(g, w)
	b := spoken.New(g, w, x)
	var read lexicon.Text
	var buffers spoken.Text
	for in, want := range map[string]string{
		"không tìm thấy dự án người dùng":         "USER_PROJECT_NOT_FOUND",
		"yêu cầu tạo tài khoản không hợp lệ":      "CREATE_ACCOUNT_REQUEST_INVALID",
		"phương tiện máy chủ trống":               "SERVER_MEDIA_EMPTY",
		"du dơ prô giéc nót phao":                 "USER_PROJECT_NOT_FOUND",
		"sơ vơ mi đi a em ti":                     "SERVER_MEDIA_EMPTY",
		"nó kêu cờ ri ết ơ kao rì quét in va lít": "CREATE_ACCOUNT_REQUEST_INVALID",
		"hôm nay trời mưa to quá":                 "",
	} {
		x.Read(&read, in)
		m, ok := b.Translated(&buffers, &read)
		if !ok {
			m, ok = b.Heard(&buffers, &read)
		}
		got := ""
		if ok && m.Whole {
			got = m.Names[0]
		}
		if got != want {
			t.Errorf("%q: got %q %+v, want %q", in, got, m, want)
		}
	}
}

// Whatever renderings a translator picks, and in whatever order, the code is
// found, or one that the same words render.
func TestEveryRendering(t *testing.T) {
	g, w := intenttest.CodeGuide(), intenttest.Words(t)
	x := lexicon.New(g, w)
	b := spoken.New(g, w, x)
	as := map[string][]string{}
	for _, g := range w.Glosses {
		as[g.Word] = append(as[g.Word], g.As...)
	}
	var read lexicon.Text
	var buffers spoken.Text
	right, total := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		code := g.Topics[rapid.IntRange(0, len(g.Topics)-1).Draw(t, "code")].ID
		var said []string
		rest := strings.ToLower(strings.ReplaceAll(code, "_", " ")) + " "
		for rest != "" {
			words := strings.Fields(rest)
			n := len(words)
			for n > 1 && len(as[strings.Join(words[:n], " ")]) == 0 {
				n--
			}
			key := strings.Join(words[:n], " ")
			if len(as[key]) == 0 {
				said = append(said, key)
			} else {
				said = append(said, rapid.SampledFrom(as[key]).Draw(t, "as"))
			}
			rest = strings.Join(words[n:], " ")
		}
		in := strings.Join(rapid.Permutation(said).Draw(t, "order"), " ")
		x.Read(&read, in)
		m, ok := b.Translated(&buffers, &read)
		total++
		if ok && m.Whole && m.Names[0] == code {
			right++
		}
	})
	if 100*right < 90*total {
		t.Errorf("%d of %d random renderings found, want nine in ten", right, total)
	}
	t.Logf("%d of %d", right, total)
}
