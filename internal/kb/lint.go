package kb

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hotro/internal/kb/convention"
	"hotro/internal/text"
)

// Limits that keep a step on one screen and give the matcher enough to go on.
const (
	stepMax    = 400
	phrasesMin = 5
	nearTopics = 0.8
)

// lint looks at the guide as a whole, once it is built.
func (c *compiler) lint() {
	if len(c.guide.Topics) == 0 {
		*c.findings = append(*c.findings, Finding{".", 1, Error, "empty", "không có chủ đề nào", "viết ít nhất một tài liệu .md có tiêu đề ##"})
	}
	for i := range c.guide.Topics {
		t := &c.guide.Topics[i]
		c.lintTopic(t)
		if n := len(t.Phrases); n < phrasesMin {
			c.at(t.File).add(Warning, t.Line, "phrases", "thêm phrases: vào chú thích topic, hoặc vào tài liệu kind: phrases",
				"chủ đề %s chỉ có %s câu người dùng hay nói, cần ít nhất %s", t.ID, strconv.Itoa(n), strconv.Itoa(phrasesMin))
		}
	}
	for i := range c.guide.Articles {
		c.lintTopic(&c.guide.Articles[i])
	}
	c.lintCodes()
	c.lintPhrases()
	c.lintNear()
	c.lintLinked()
}

func (c *compiler) at(file string) report { return report{file, c.findings} }

func (c *compiler) lintTopic(t *Topic) {
	r := c.at(t.File)
	if utf8.RuneCountInString(t.Label) > labelMax || strings.HasSuffix(t.Label, "…") && t.Label == text.ClipWord(t.Title, labelMax) && t.Label != t.Title {
		r.add(Warning, t.Line, "label", fmt.Sprintf("đặt label: trong chú thích topic, tối đa %d ký tự", labelMax), "tên nút của %s quá dài", t.ID)
	}
	if long(t.Intro) {
		r.add(Warning, t.Line, "long", "rút gọn phần mở đầu", "phần mở đầu của %s dài quá một màn hình", t.ID)
	}
	switch {
	case len(t.Steps)+len(t.Causes) == 0:
		r.add(Warning, t.Line, "no-steps", "viết các bước dưới tiêu đề", "%s không có bước nào", t.ID)
	case len(t.Causes) > 1 && t.Ask == "":
		r.add(Info, t.Line, "no-ask", "thêm ask: vào chú thích topic", "%s có nhiều trường hợp nhưng không có câu hỏi phân biệt; sẽ thử lần lượt", t.ID)
	case len(t.Causes) == 0 && t.Ask != "":
		r.add(Warning, t.Line, "no-ask", "thêm các tiêu đề ### hoặc bỏ ask:", "%s có câu hỏi nhưng không có trường hợp nào", t.ID)
	}
	c.lintSteps(t.File, t.Steps, len(t.Causes) > 0)
	for i := range t.Causes {
		c.lintCause(t, i)
	}
}

func (c *compiler) lintCause(t *Topic, i int) {
	cs, r := &t.Causes[i], c.at(t.File)
	if len(cs.Steps) == 0 {
		r.add(Warning, cs.Line, "no-steps", "viết các bước dưới tiêu đề", "trường hợp «%s» của %s không có bước nào", excerpt(cs.Title), t.ID)
	}
	if utf8.RuneCountInString(cmp.Or(cs.Answer, cs.Title)) > labelMax {
		r.add(Warning, cs.Line, "label", fmt.Sprintf("đặt answer: trong chú thích cause, tối đa %d ký tự", labelMax), "tên nút của trường hợp «%s» quá dài", excerpt(cs.Title))
	}
	if cs.Other && i != len(t.Causes)-1 {
		r.add(Warning, cs.Line, "causes", "chuyển trường hợp này xuống cuối", "«%s» là phần còn lại nhưng không đứng cuối", excerpt(cs.Title))
	}
	c.lintSteps(t.File, cs.Steps, false)
}

// lintSteps checks a run of steps; more says that causes follow it.
func (c *compiler) lintSteps(file string, steps []Step, more bool) {
	r := c.at(file)
	for i, s := range steps {
		if long(s.Text) {
			r.add(Warning, s.Line, "long", "tách thành nhiều bước, mỗi bước một màn hình", "bước dài quá %s ký tự", strconv.Itoa(stepMax))
		}
		switch {
		case s.Kind == Wait && s.Wait <= 0:
			r.add(Error, s.Line, "wait", "viết «đợi … 1 phút», hoặc wait: 1m trong chú thích step", "bước đợi không nói đợi bao lâu")
		case s.Kind == Collect && s.Want != "call_id":
			r.add(Error, s.Line, "collect", "chỉ thu thập được call_id", "không biết cách thu thập «%s»", s.Want)
		case s.Kind == Handoff && (i < len(steps)-1 || more):
			r.add(Warning, s.Line, "unreached", "chuyển các bước sau lên trước, hoặc bỏ đi", "các bước sau khi chuyển cho team hỗ trợ sẽ không được dùng tới")
		case s.Kind == Collect && !more && !slices.ContainsFunc(steps[i:], func(x Step) bool { return x.Kind == Handoff }):
			r.add(Info, s.Line, "collect", "thêm bước báo team hỗ trợ", "mã cuộc gọi được hỏi nhưng không chuyển cho ai")
		}
		if s.Role != "" && s.Role != "admin" {
			r.add(Error, s.Line, "role", "dùng admin hoặc none", "vai trò «%s» không có", s.Role)
		}
	}
}

func long(s string) bool { return utf8.RuneCountInString(convention.Plain(s)) > stepMax }

// lintCodes finds codes and labels that two topics claim.
func (c *compiler) lintCodes() {
	owner := map[string]string{}
	claim := func(t *Topic, sev Severity, what, word string) {
		key := what + " " + convention.Key(word)
		if id, ok := owner[key]; ok {
			c.at(t.File).add(sev, t.Line, "codes", "giữ lại ở một chủ đề", "%s «%s» đã thuộc chủ đề %s", what, word, id)
			return
		}
		owner[key] = t.ID
	}
	for i := range c.guide.Topics {
		t := &c.guide.Topics[i]
		for _, w := range t.Codes {
			claim(t, Error, "mã", w)
		}
		for _, w := range t.Labels {
			claim(t, Warning, "cách hiển thị", w)
		}
	}
	for _, u := range c.uncovered {
		if id, ok := owner["mã "+convention.Key(u.text)]; ok {
			c.at(u.file).add(Error, u.line, "codes", "bỏ dòng này khỏi bảng mã", "mã %s đã có hướng dẫn ở chủ đề %s", u.text, id)
		}
	}
}

// lintPhrases finds phrasings that would pull a user to two places.
func (c *compiler) lintPhrases() {
	at := map[string]heard{}
	for _, h := range c.heard {
		key := convention.Key(h.text)
		old, ok := at[key]
		if !ok {
			at[key] = h
			continue
		}
		where := fmt.Sprintf("%s:%d", old.file, old.line)
		switch {
		case old.topic == h.topic:
			c.at(h.file).add(Info, h.line, "duplicate-phrase", "bỏ một câu", "câu «%s» đã có ở %s", excerpt(h.text), where)
		case old.remedy == "" || old.remedy != h.remedy:
			c.at(h.file).add(Warning, h.line, "duplicate-phrase", "giữ câu này ở một nơi", "câu «%s» cũng thuộc %s (%s)", excerpt(h.text), cmp.Or(old.topic, "chuyện ngoài tài liệu"), where)
		}
	}
}

// lintLinked finds articles that no step leads to.
func (c *compiler) lintLinked() {
	linked := map[string]bool{}
	follow := func(steps []Step) {
		for _, s := range steps {
			for _, l := range s.Links {
				linked[l.Article] = true
			}
		}
	}
	for _, list := range [][]Topic{c.guide.Topics, c.guide.Articles} {
		for _, t := range list {
			follow(t.Steps)
			for _, cs := range t.Causes {
				follow(cs.Steps)
			}
		}
	}
	for _, a := range c.guide.Articles {
		if !linked[a.ID] {
			c.at(a.File).add(Info, a.Line, "unlinked", "nhắc tên bài trong một bước, hoặc bỏ bài", "không bước nào dẫn tới bài %s", a.ID)
		}
	}
}
