package kb

import (
	"strings"
	"time"
)

// walk turns the blocks of one section into steps.
type walk struct {
	report
	c      *compiler
	d      *document
	owner  string // id of the topic or cause
	topic  bool
	role   string // asked for by a remark on the whole section
	lead   []block
	blocks []block
	roles  map[int]string // by line of the block: asked for by a remark in it
	causes bool
}

func (c *compiler) walk(d *document, s section, owner string) *walk {
	w := &walk{report: c.report(d), c: c, d: d, owner: owner, topic: !strings.Contains(owner, "/"), roles: map[int]string{}, causes: len(s.causes) > 0}
	for _, b := range s.blocks {
		if b.shape == table {
			w.add(Warning, b.line, "table", "viết lại thành danh sách các bước", "bảng không hiện được trong hội thoại, bị bỏ qua")
			continue
		}
		rest, found := admin(b.text)
		switch {
		case !found:
		case rest == "" && b.shape == para:
			w.role = "admin"
			continue
		default:
			b.text, w.roles[b.line] = rest, "admin"
		}
		w.blocks = append(w.blocks, b)
	}
	w.labels()
	w.bullets()
	return w
}

// labels takes away "Cách xử lý:" and says so where nothing follows it.
func (w *walk) labels() {
	var out []block
	for i := 0; i < len(w.blocks); i++ {
		b := w.blocks[i]
		rest, label := cutLabel(b.text)
		if b.shape == picture || !label && !strings.HasSuffix(bare(b.text), ":") {
			out = append(out, b)
			continue
		}
		if label && rest != "" {
			b.text = sentenceCase(rest)
			out = append(out, b)
			continue
		}
		if i+1 < len(w.blocks) && w.blocks[i+1].shape != picture && !emptyLabel(w.blocks[i+1]) {
			if !label {
				out = append(out, b)
			}
			continue
		}
		w.add(Warning, b.line, "empty-body", "viết các bước bằng chữ ngay dưới dòng này (ảnh chụp màn hình không thay được lời)", "«%s» không có nội dung", short(bare(b.text)))
		if i+1 < len(w.blocks) && w.blocks[i+1].shape == picture {
			i++
		}
	}
	w.blocks = out
}

func cutLabel(text string) (rest string, ok bool) {
	plain := strings.TrimLeft(text, "*")
	head, tail, found := strings.Cut(plain, ":")
	if !found || !leadLabel.MatchString(bare(head)+":") {
		return text, false
	}
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(tail), "**")), true
}

func emptyLabel(b block) bool {
	rest, label := cutLabel(b.text)
	return label && rest == ""
}

// bullets folds bulleted lines into the paragraph or step before them where
// the section's steps are numbered.
func (w *walk) bullets() {
	numbered := false
	for _, b := range w.blocks {
		numbered = numbered || b.shape == item && b.ordered
	}
	if !numbered || w.causes {
		return
	}
	var out []block
	for _, b := range w.blocks {
		if b.shape == item && !b.ordered && len(out) > 0 {
			last := &out[len(out)-1]
			last.text += "\n• " + b.text
			last.links = append(last.links, b.links...)
			continue
		}
		out = append(out, b)
	}
	w.blocks = out
}

// listing consumes the list that names the causes, and compares it with the
// headings.
func (w *walk) listing(causes []section) {
	if len(causes) == 0 {
		return
	}
	named := map[int]bool{} // lists that name a cause
	listed := map[int]bool{}
	for _, b := range w.blocks {
		if k := matchCause(b, causes); k >= 0 {
			named[b.list], listed[k] = true, true
		}
	}
	if len(named) == 0 {
		return
	}
	var out []block
	for _, b := range w.blocks {
		if b.shape != item || !named[b.list] {
			out = append(out, b)
			continue
		}
		if matchCause(b, causes) < 0 {
			w.add(Warning, b.line, "causes", "thêm tiêu đề ### cùng tên, hoặc bỏ dòng này", "trường hợp «%s» được liệt kê nhưng không có phần riêng", short(bare(b.text)))
		}
		if n := len(out); n > 0 && out[n-1].shape == para {
			if out[n-1].text = cutLeadIn(out[n-1].text); out[n-1].text == "" {
				out = out[:n-1]
			}
		}
	}
	for k, c := range causes {
		if !listed[k] {
			w.add(Warning, c.line, "causes", "thêm vào danh sách trường hợp ở đầu chủ đề", "trường hợp «%s» không có trong danh sách", short(c.title))
		}
	}
	w.blocks = out
}

func matchCause(b block, causes []section) int {
	f := fold(bare(b.text))
	if b.shape != item || f == "" {
		return -1
	}
	for k, c := range causes {
		t := fold(c.title)
		if t == f || len(t) > 12 && strings.HasPrefix(f, t) || len(f) > 12 && strings.HasPrefix(t, f) {
			return k
		}
	}
	return -1
}

// cutLeadIn drops the last sentence when it only announces a list.
func cutLeadIn(text string) string {
	if !strings.HasSuffix(bare(text), ":") {
		return text
	}
	s := sentences(text)
	return strings.Join(s[:len(s)-1], " ")
}

// plain reports whether a paragraph carries no instruction of its own.
func (w *walk) plain(b block) bool {
	return b.shape == para && len(b.notes) == 0 && len(b.links) == 0 && b.image == "" && w.roles[b.line] == "" &&
		infer(b.text)[0].Kind == Do && !advice(b.text) && !w.refers(b)
}

// splitLead sets apart the plain paragraphs that only introduce the rest.
func (w *walk) splitLead() {
	k := 0
	for k < len(w.blocks) && w.plain(w.blocks[k]) {
		k++
	}
	switch {
	case w.topic && w.causes:
	case k == len(w.blocks) && w.topic && k > 1:
		k = 1
	case k == len(w.blocks):
		k = 0
	}
	w.lead, w.blocks = w.blocks[:k], w.blocks[k:]
}

// introduction returns what is said on entering a topic.
func (w *walk) introduction() string {
	w.splitLead()
	var out []string
	for _, b := range w.lead {
		out = append(out, b.text)
	}
	return strings.Join(out, "\n")
}

// background returns the plain paragraphs before the steps of a cause.
func (w *walk) background() []Step {
	w.splitLead()
	var out []Step
	for _, b := range w.lead {
		out = append(out, Step{Kind: Tell, Text: b.text, File: w.file, Line: b.line})
	}
	return out
}

// steps turns the remaining blocks into steps.
func (w *walk) steps() []Step {
	out := []Step{}
	for i, b := range w.blocks {
		if b.shape == picture {
			w.picture(out, b)
			continue
		}
		if n := len(out); n > 0 && len(b.notes) == 0 && w.remarks(&out[n-1], b, i) {
			continue
		}
		out = append(out, w.step(out, b)...)
	}
	renumber(w.owner, out)
	return out
}

// remarks folds a paragraph into the step before it where it only adds to
// that step, and reports whether it did.
func (w *walk) remarks(last *Step, b block, i int) bool {
	switch {
	case last.Kind == Handoff && advice(b.text):
		last.After = strings.TrimSpace(last.After + "\n" + b.text)
		return true
	case last.Kind == Handoff && w.plain(b):
		last.Text += "\n" + b.text
		return true
	case w.plain(b) && i == len(w.blocks)-1 && w.blocks[i-1].shape == item:
		last.Text += "\n" + b.text
		return true
	}
	return false
}

// step turns one block into its steps: one, or two where one sentence says
// what to collect and whom to give it to.
func (w *walk) step(before []Step, b block) []Step {
	list := infer(b.text)
	if len(list) == 2 && len(before) > 0 && before[len(before)-1].Kind == Collect {
		list = []Step{{Kind: Handoff, Text: b.text}}
	}
	for i := range list {
		s := &list[i]
		s.File, s.Line = w.file, b.line
		if s.Kind == Do || s.Kind == Wait {
			s.Role = first(w.roles[b.line], w.role)
		}
		if i == 0 {
			s.Links, s.Image = w.links(b), w.image(b)
		}
		for _, n := range b.notes {
			w.override(s, n)
		}
	}
	return list
}

func (w *walk) override(s *Step, n note) {
	for _, f := range n.fields {
		switch f.key {
		case "kind":
			switch k := StepKind(f.value); k {
			case Do, Tell, Wait, Collect, Handoff:
				s.Kind = k
			default:
				w.add(Error, f.line, "comment", "dùng do, tell, wait, collect hoặc handoff", "loại bước «%s» không có", f.value)
			}
		case "role":
			if s.Role = f.value; f.value == "none" {
				s.Role = ""
			}
		case "want":
			s.Want = f.value
		case "after":
			s.After = f.value
		case "image":
			s.Image = w.picturePath(f.value, f.line)
		case "wait":
			d, err := time.ParseDuration(f.value)
			if err != nil || d <= 0 {
				w.add(Error, f.line, "comment", "viết như 1m hoặc 90s", "thời gian đợi «%s» không hợp lệ", f.value)
			}
			s.Kind, s.Wait = Wait, d
		}
	}
	if s.Kind != Wait {
		s.Wait = 0
	}
	if s.Kind == Collect && s.Want == "" {
		s.Want = "call_id"
	}
	if s.Kind != Collect {
		s.Want = ""
	}
}

// short cuts a text for use in a message.
func short(s string) string {
	r := []rune(s)
	if len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
