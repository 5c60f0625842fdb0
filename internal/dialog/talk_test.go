package dialog_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/dialog/talktest"
	"hotro/internal/goldentest"
	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
	"hotro/internal/kb"
	"hotro/prompts"
)

// monday is when every talk begins.
var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func engine(g *kb.Guide) (*dialog.Engine, error) {
	w, err := intent.LoadWords(prompts.FS)
	if err != nil {
		return nil, err
	}
	return reads(g, intent.New(g, w)), nil
}

func reads(g *kb.Guide, m *intent.Matcher) *dialog.Engine {
	return dialog.New(dialog.Options{Guide: g, Reader: m, Say: map[string]*prompts.Say{"vi": prompts.Must("vi"), "en": prompts.Must("en")}})
}

// mustShipped returns the dialog of the documents in the repository.
func mustShipped(t testing.TB) *dialog.Engine {
	t.Helper()
	return reads(intenttest.Guide(t), intenttest.Matcher(t))
}

// talk plays one side of a conversation and writes down the other.
type talk struct {
	eng   *dialog.Engine
	newer *dialog.Engine // after "> (tài liệu mới)"
	st    dialog.State
	now   time.Time
	say   []chat.Reply // what the last step said, for pressing its buttons
	out   strings.Builder
}

// TestTalks plays every talk in testdata/talks. A talk is written as it would
// be in a chat: lines that begin with ">" are the user's, the rest is what the
// bot must answer. "> [Vẫn lỗi]" presses a button; "> (+1m)" lets time pass;
// "> (ảnh) chữ trong ảnh" sends a picture; a line that begins with ">>" arrives
// together with the one before it.
func TestTalks(t *testing.T) {
	files, err := filepath.Glob("testdata/talks/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no talks found: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { playFile(t, file) })
	}
}

func playFile(t *testing.T, file string) {
	f, err := talktest.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := false
	for _, one := range f.Talks {
		tk := &talk{eng: mustShipped(t), now: monday}
		tk.load(t, f.Docs)
		got, was := tk.play(t, one.Steps), f.Archive.Files[one.At].Data
		if got == strings.TrimRight(string(was), "\n")+"\n" {
			continue
		}
		if goldentest.Updating() {
			f.Archive.Files[one.At].Data, changed = []byte(got), true
			continue
		}
		t.Errorf("%s, %s: the talk went another way (go test ./internal/dialog -update rewrites it)\n%s", file, one.Name, diff(string(was), got))
	}
	if changed {
		if err := os.WriteFile(file, txtar.Format(f.Archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// load builds guides from documents inside the talk: guide.md is what it
// begins with, newer.md what comes with "> (tài liệu mới)".
func (tk *talk) load(t *testing.T, docs map[string][]byte) {
	for name, data := range docs {
		g, _, err := kb.Compile(memFS{name: data})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		e, err := engine(g)
		if err != nil {
			t.Fatal(err)
		}
		if name == "newer.md" {
			tk.newer = e
		} else {
			tk.eng = e
		}
	}
}

func (tk *talk) play(t *testing.T, steps []talktest.Step) string {
	for _, s := range steps {
		for _, raw := range s.Raw {
			fmt.Fprintln(&tk.out, raw)
		}
		if len(s.User) > 0 {
			tk.step(t, s.User)
		}
	}
	return strings.TrimRight(tk.out.String(), "\n") + "\n"
}

// step sends a batch of the user's lines and writes down the answer. The
// state goes through JSON every time, as it does in the store.
func (tk *talk) step(t *testing.T, batch []talktest.Line) {
	var lines []dialog.Line
	for _, l := range batch {
		switch {
		case l.Wait > 0:
			tk.pass(l.Wait)
		case l.Event == "tài liệu mới":
			tk.eng = tk.newer
		case l.Event == "nhân viên trả lại":
			tk.st = dialog.Returned(tk.st)
		default:
			lines = append(lines, tk.line(t, l))
		}
	}
	if len(lines) > 0 {
		tk.now = tk.now.Add(5 * time.Second)
		tk.take(tk.eng.Step(tk.reread(), lines, tk.now))
	}
	fmt.Fprintln(&tk.out)
}

// pass lets time pass, firing the dialog's timer as it falls due.
func (tk *talk) pass(d time.Duration) {
	end := tk.now.Add(d)
	for at := tk.st.Timer; !at.IsZero() && !at.After(end); at = tk.st.Timer {
		tk.now = at
		tk.take(tk.eng.Step(tk.reread(), nil, tk.now))
		if tk.st.Timer.Equal(at) {
			break
		}
	}
	tk.now = end
}

func (tk *talk) reread() dialog.State {
	b, err := dialog.AppendState(nil, &tk.st)
	if err != nil {
		panic(err)
	}
	st, err := dialog.DecodeState(b)
	if err != nil {
		panic(err)
	}
	return st
}

func (tk *talk) line(t *testing.T, in talktest.Line) dialog.Line {
	l := dialog.Line{Incoming: chat.Incoming{Kind: in.Kind, Text: in.Text, Data: in.Data, At: tk.now}, Seen: in.Seen, Later: in.Later}
	if in.Label != "" {
		l.Data = tk.button(t, in.Label)
	}
	if in.Model != "" {
		l.Hint = &dialog.Hint{Topics: []string{in.Model}, Sure: true}
	}
	return l
}

func (tk *talk) button(t *testing.T, label string) string {
	for i := len(tk.say) - 1; i >= 0; i-- {
		for _, c := range tk.say[i].Choices {
			if c.Label == label {
				return c.Data
			}
		}
	}
	t.Fatalf("no button %q is on the screen; the talk so far:\n%s", label, tk.out.String())
	return ""
}

// take writes down what a step did.
func (tk *talk) take(o dialog.Outcome) {
	tk.st = o.State
	if len(o.Say) > 0 {
		tk.say = o.Say
	}
	for _, r := range o.Say {
		tk.reply("", r)
	}
	if h := o.Handoff; h != nil {
		fmt.Fprintf(&tk.out, "! chuyển nhân viên: %s", h.Why)
		if h.Topic != "" {
			fmt.Fprintf(&tk.out, ", %s", h.Topic)
		}
		if len(h.Refs) > 0 {
			fmt.Fprintf(&tk.out, ", mã %s", strings.Join(h.Refs, " "))
		}
		for _, k := range sorted(h.Facts) {
			if h.Facts[k] != "" {
				fmt.Fprintf(&tk.out, ", %s=%s", k, h.Facts[k])
			}
		}
		fmt.Fprintln(&tk.out)
		for _, p := range h.Path {
			fmt.Fprintf(&tk.out, "!   %s: %s\n", p.Node, p.Result)
		}
		if h.After != "" {
			fmt.Fprintf(&tk.out, "!   sau đó: %s\n", h.After)
		}
	}
	for _, r := range o.Invite {
		tk.reply("", r)
	}
	flags := map[string]bool{"đã xong": o.Solved, "cập nhật phiếu": o.Update, "hủy yêu cầu": o.Cancel}
	for _, k := range []string{"đã xong", "cập nhật phiếu", "hủy yêu cầu"} {
		if flags[k] {
			fmt.Fprintf(&tk.out, "! %s\n", k)
		}
	}
	if o.Rate != nil {
		fmt.Fprintf(&tk.out, "! đánh giá %d %s\n", o.Rate.Score, o.Rate.Comment)
	}
}

func (tk *talk) reply(prefix string, r chat.Reply) {
	fmt.Fprintf(&tk.out, "%s%s\n", prefix, strings.ReplaceAll(r.Text, "\n\n", "\n"))
	if len(r.Choices) > 0 {
		var labels []string
		for _, c := range r.Choices {
			labels = append(labels, c.Label)
		}
		fmt.Fprintln(&tk.out, talktest.Buttons(labels))
	}
}

func sorted(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// diff shows the first lines that differ, with what stands around them.
func diff(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		at := func(l []string) string {
			if i < len(l) {
				return l[i]
			}
			return "(end)"
		}
		if at(w) != at(g) {
			from := max(0, i-4)
			return fmt.Sprintf("line %d\n  after: %s\n  want:  %s\n  got:   %s", i+1, strings.Join(g[from:min(i, len(g))], " / "), at(w), at(g))
		}
	}
	return "only the end differs"
}
