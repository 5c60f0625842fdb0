package dialog_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/funnel"
	"hotro/internal/kb"
	"hotro/internal/kb/kbtest"
	"hotro/internal/store"
)

// micGuide is a document that is edited while somebody walks through it.
const micGuide = `# Lỗi khi gọi

## MIC_NOT_READY
<!-- topic
ask: Micro đang dùng là loại nào ạ?
-->

Máy tính chưa dùng được micro.

### Micro cắm dây
<!-- cause
answer: Cắm dây
-->

1. Rút micro ra rồi cắm vào cổng khác, sau đó gọi thử.
2. Mở **Cài đặt → Âm thanh**, chọn đúng micro ở phần đầu vào rồi gọi thử.
3. Khởi động lại trình duyệt rồi gọi thử.

### Tai nghe Bluetooth
<!-- cause
answer: Bluetooth
-->

1. Ngắt kết nối tai nghe, kết nối lại rồi gọi thử.

## LINE_BUSY_NOW

1. Tắt tab đang gọi rồi gọi lại.
`

// The steps of micGuide as they begin.
const (
	plug    = "Rút micro ra"
	sound   = "Mở **Cài đặt"
	browser = "Khởi động lại trình duyệt"
	headset = "Ngắt kết nối tai nghe"
	fresh   = "Gỡ phần mềm chặn micro"
)

// guideEdit is an ordinary edit, while a user is at the second step of the first
// cause and has tried the first.
type guideEdit struct {
	name string
	edit func(doc string) map[string]string
	rest []string // what the user is shown on "vẫn lỗi", and so on, to the end
	gone bool     // the step is no more: the user is told, and rest begins at once
	node string   // the id of the step now
}

func swap(pairs ...string) func(string) map[string]string {
	return func(doc string) map[string]string {
		for i := 0; i < len(pairs); i += 2 {
			if !strings.Contains(doc, pairs[i]) {
				panic("no " + pairs[i])
			}
			doc = strings.Replace(doc, pairs[i], pairs[i+1], 1)
		}
		return map[string]string{"a.md": doc}
	}
}

func guideEdits() []guideEdit {
	const second = "mic_not_ready/1.2"
	usual := []string{browser, headset}
	return []guideEdit{
		{name: "a typo in the step under way", edit: swap("chọn đúng micro ở phần", "chọn đúng miicro ở phần"), rest: usual, node: second},
		{name: "a sentence added to it", edit: swap("đầu vào rồi gọi thử.", "đầu vào rồi gọi thử. Máy Mac: bấm biểu tượng quả táo, chọn Cài đặt hệ thống."), rest: usual, node: second},
		{name: "a step put before it", edit: swap("2. Mở", "2. "+fresh+".\n3. Mở", "3. Khởi", "4. Khởi"), rest: usual, node: "mic_not_ready/1.3"},
		{name: "a step put after it", edit: swap("3. Khởi", "3. "+fresh+".\n4. Khởi"), rest: []string{fresh, browser, headset}, node: second},
		{
			name: "it and the next swapped", rest: usual, node: "mic_not_ready/1.3",
			edit: swap("2. Mở **Cài đặt → Âm thanh**, chọn đúng micro ở phần đầu vào rồi gọi thử.\n3. Khởi động lại trình duyệt rồi gọi thử.",
				"2. Khởi động lại trình duyệt rồi gọi thử.\n3. Mở **Cài đặt → Âm thanh**, chọn đúng micro ở phần đầu vào rồi gọi thử."),
		},
		{
			name: "it and the one before swapped", rest: usual, node: "mic_not_ready/1.1",
			edit: swap("1. Rút micro ra rồi cắm vào cổng khác, sau đó gọi thử.\n2. Mở **Cài đặt → Âm thanh**, chọn đúng micro ở phần đầu vào rồi gọi thử.",
				"1. Mở **Cài đặt → Âm thanh**, chọn đúng micro ở phần đầu vào rồi gọi thử.\n2. Rút micro ra rồi cắm vào cổng khác, sau đó gọi thử."),
		},
		{name: "a step removed before it", edit: swap("1. Rút micro ra rồi cắm vào cổng khác, sau đó gọi thử.\n2. Mở", "1. Mở", "3. Khởi", "2. Khởi"), rest: usual, node: "mic_not_ready/1.1"},
		{name: "the step itself removed", edit: swap("2. Mở **Cài đặt → Âm thanh**, chọn đúng micro ở phần đầu vào rồi gọi thử.\n3. Khởi", "2. Khởi"), rest: usual, gone: true},
		{name: "the cause renamed", edit: swap("### Micro cắm dây", "### Micro rời, cắm bằng dây USB hoặc giắc tròn"), rest: usual, node: second},
		{name: "a cause put before", edit: swap("### Micro cắm dây", "### Micro có sẵn trong máy\n<!-- cause\nanswer: Có sẵn\n-->\n\n1. "+fresh+".\n\n### Micro cắm dây"), rest: []string{browser, fresh, headset}, node: "mic_not_ready/2.2"},
		{name: "the topic's title changed, the code the same", edit: swap("## MIC_NOT_READY\n<!-- topic\n", "## Micro chưa sẵn sàng\n<!-- topic\ncodes: MIC_NOT_READY\n"), rest: usual, node: "micro-chua-san-sang/1.2"},
		{
			name: "the topic moved to another document", rest: usual, node: second,
			edit: func(doc string) map[string]string {
				at, end := strings.Index(doc, "## MIC"), strings.Index(doc, "## LINE")
				return map[string]string{"a.md": doc[:at] + doc[end:], "z.md": "# Thiết bị\n\n" + doc[at:end]}
			},
		},
	}
}

// atEdit is a talk that stands at the second step when the documents change.
func atEdit(t *testing.T, before, after *dialog.Engine) *talk {
	t.Helper()
	tk := &talk{eng: before, now: monday}
	tk.hears("MIC_NOT_READY")
	tk.hears("cắm dây")
	if o := tk.hears("vẫn lỗi"); !strings.Contains(said(o), sound) {
		t.Fatalf("before the edit: got %q, want %q", said(o), sound)
	}
	tk.eng = after
	return tk
}

// newer is the dialog of the documents after an edit.
func (c guideEdit) newer(t *testing.T) *dialog.Engine {
	t.Helper()
	var docs []string
	for name, text := range c.edit(micGuide) {
		docs = append(docs, name, text)
	}
	return mustEngine(t, kbtest.Compile(t, kbtest.Docs(docs...)))
}

// older is the dialog of micGuide.
func older(t *testing.T) *dialog.Engine {
	t.Helper()
	return mustEngine(t, kbtest.Compile(t, kbtest.Docs("a.md", micGuide)))
}

func mustEngine(t *testing.T, g *kb.Guide) *dialog.Engine {
	t.Helper()
	e, err := engine(g)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestEditsKeepThePlace: none of eleven ordinary edits of the documents loses a
// user whose step still stands, whichever way she answers.
func TestEditsKeepThePlace(t *testing.T) {
	before := older(t)
	for _, c := range guideEdits() {
		t.Run(c.name, func(t *testing.T) {
			after := c.newer(t)
			for _, press := range []bool{false, true} {
				walkOn(t, c, atEdit(t, before, after), press)
			}
			tk := atEdit(t, before, after)
			o := tk.hears("gọi được rồi")
			if c.gone {
				return // the step that it answers is no more
			}
			if last := len(o.State.Path) - 1; !o.Solved || o.State.Path[last].Node != c.node || o.State.Path[last].Result != chat.StepSolved {
				t.Errorf("gọi được rồi: got %q, path %+v, want it solved by %s", said(o), o.State.Path, c.node)
			}
		})
	}
}

// walkOn answers that the error is still there until nothing is left, first by a
// button that stands in the chat from before the edit or by words.
func walkOn(t *testing.T, c guideEdit, tk *talk, press bool) {
	t.Helper()
	var o dialog.Outcome
	if press {
		o = tk.comes(chat.Incoming{Kind: chat.KindButton, Data: tk.button(t, "Vẫn lỗi")})
	} else {
		o = tk.hears("vẫn lỗi")
	}
	if told := strings.Contains(said(o), "vừa được cập nhật"); told != c.gone {
		t.Errorf("told of the edit: got %v in %q, want %v", told, said(o), c.gone)
	}
	results := map[string]string{}
	for _, p := range o.State.Path {
		results[p.Node] = p.Result
	}
	if c.node != "" && results[c.node] != chat.StepFailed {
		t.Errorf("tried: got %v, want that %s failed", results, c.node)
	}
	for i, want := range c.rest {
		if !strings.Contains(said(o), want) {
			t.Fatalf("press %v, answer %d: got %q, want %q", press, i, said(o), want)
		}
		o = tk.hears("vẫn lỗi")
	}
	if o.Handoff == nil {
		t.Errorf("in the end: got %q, want a person", said(o))
	}
}

// kept is a store of values in memory.
type keptValues map[string][]byte

func (v keptValues) Get(_ context.Context, key string) ([]byte, int64, error) {
	if b, ok := v[key]; ok {
		return b, 1, nil
	}
	return nil, 0, store.ErrNotFound
}

func (v keptValues) Swap(_ context.Context, key string, _ int64, val []byte, _ time.Duration, _ time.Time) (int64, error) {
	v[key] = val
	return 1, nil
}

// TestEditsKeepTheCounts: what was counted of a step before an edit belongs to the
// same step after it, whatever its number, and to no other.
func TestEditsKeepTheCounts(t *testing.T) {
	before := older(t)
	for _, c := range guideEdits() {
		t.Run(c.name, func(t *testing.T) {
			after := c.newer(t)
			tk := atEdit(t, before, after)
			now := before.Guide()
			f := funnel.New(keptValues{}, func() *kb.Guide { return now }, func() time.Time { return monday })
			first := tk.st.Path[len(tk.st.Path)-1]
			for range 2 { // two users failed at the first step, three at the second
				f.Tried(first)
			}
			second := chat.Tried{Topic: "MIC_NOT_READY", Node: "mic_not_ready/1.2", Result: chat.StepFailed}
			for range 3 {
				f.Tried(second)
			}
			if _, err := f.Rows(t.Context()); err != nil {
				t.Fatal(err)
			}
			now = after.Guide()
			if c.node != "" { // one more after the edit
				p, _ := now.Node(c.node)
				f.Tried(chat.Tried{Topic: p.Topic.ID, Node: c.node, Result: chat.StepFailed})
			}
			rows, err := f.Rows(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var got, want []string
			for _, r := range rows {
				got = append(got, fmt.Sprintf("%.12s %d", r.Text, r.Failed))
			}
			if c.name != "a step removed before it" {
				want = append(want, fmt.Sprintf("%.12s 2", plug))
			}
			if !c.gone {
				want = append(want, fmt.Sprintf("%.12s 4", sound))
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("counted: got %q, want %q", got, want)
			}
		})
	}
}

// TestEditedCausesKeepTheirButtons: who is asked which cause it is, and presses
// a button from before an edit, gets the cause that stands on it.
func TestEditedCausesKeepTheirButtons(t *testing.T) {
	put := func(before string) string {
		return strings.Replace(micGuide, before, "### Micro có sẵn trong máy\n<!-- cause\nanswer: Có sẵn\n-->\n\n1. "+fresh+".\n\n"+before, 1)
	}
	before := older(t)
	removed := micGuide[:strings.Index(micGuide, "### Micro cắm")] + micGuide[strings.Index(micGuide, "### Tai nghe"):]
	for _, c := range []struct{ name, doc, press, want string }{
		{"one put before, the first pressed", put("### Micro cắm dây"), "Cắm dây", plug},
		{"one put before, the second pressed", put("### Micro cắm dây"), "Bluetooth", headset},
		{"one put between, the second pressed", put("### Tai nghe Bluetooth"), "Bluetooth", headset},
		{"the first renamed", strings.Replace(micGuide, "### Micro cắm dây", "### Micro rời", 1), "Cắm dây", plug},
		{"the first removed, the second pressed", removed, "Bluetooth", headset},
		{"the first removed and pressed", removed, "Cắm dây", "Nút đó của bước trước"},
	} {
		after := mustEngine(t, kbtest.Compile(t, kbtest.Docs("a.md", c.doc)))
		for _, number := range []bool{false, true} {
			tk := &talk{eng: before, now: monday}
			tk.hears("MIC_NOT_READY")
			data := tk.button(t, c.press)
			at := slices.IndexFunc(tk.st.Offer, func(o chat.Choice) bool { return o.Data == data }) + 1
			tk.eng = after
			tk.hears("ok để em xem")
			var o dialog.Outcome
			if number {
				o = tk.hears(fmt.Sprint(at))
			} else {
				o = tk.comes(chat.Incoming{Kind: chat.KindButton, Data: data})
			}
			if !strings.Contains(said(o), c.want) {
				t.Errorf("%s, by number %v: got %q, want %q", c.name, number, said(o), c.want)
			}
		}
	}
}

// TestOwnIDsOutliveAnyEdit: a step and a cause with an id of their own are the
// same ones after everything else about them was changed.
func TestOwnIDsOutliveAnyEdit(t *testing.T) {
	own := strings.NewReplacer("<!-- cause\nanswer: Cắm dây", "<!-- cause\nid: day\nanswer: Cắm dây", "đầu vào rồi gọi thử.", "đầu vào rồi gọi thử. <!-- step id: am-thanh -->").Replace(micGuide)
	tk := &talk{eng: mustEngine(t, kbtest.Compile(t, kbtest.Docs("a.md", own))), now: monday}
	tk.hears("MIC_NOT_READY")
	tk.hears("cắm dây")
	tk.hears("vẫn lỗi")
	newer := strings.NewReplacer("### Micro cắm dây", "### Dùng giắc 3,5 mm", "answer: Cắm dây", "answer: Giắc", "Mở **Cài đặt → Âm thanh**, chọn đúng micro ở phần đầu vào rồi gọi thử.", "Thử một thiết bị khác.", "1. Rút micro ra rồi cắm vào cổng khác, sau đó gọi thử.\n2.", "1.", "3. Khởi động", "2. "+fresh+".\n3. Khởi động").Replace(own)
	tk.eng = mustEngine(t, kbtest.Compile(t, kbtest.Docs("a.md", newer)))
	o := tk.hears("vẫn lỗi")
	if last := o.State.Path[len(o.State.Path)-1]; last.Node != "mic_not_ready/day.am-thanh" || !strings.Contains(said(o), fresh) {
		t.Errorf("got %q after %+v, want %q after mic_not_ready/day.am-thanh", said(o), last, fresh)
	}
}
