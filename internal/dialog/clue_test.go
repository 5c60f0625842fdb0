package dialog_test

import (
	"slices"
	"strings"
	"testing"
)

// TestClue: a word of the screen offers the errors that have it, also where
// another one was only guessed; a topic opened by its code stays.
func TestClue(t *testing.T) {
	for _, c := range []struct {
		lead []string
		line string
		want []string
	}{
		{nil, "hình như mở đầu bằng chữ AGENT thì phải", []string{"AGENT_FROM_NOT_FOUND", "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL"}},
		{[]string{"tự nhiên gọi cái là bị văng ra luôn"}, "anh thấy có chữ hotline ở trên", []string{"Chưa được gọi ra", "Không thấy hotline"}},
		{[]string{"GET_USER_MEDIA_ERROR", "chrome"}, "anh thấy có chữ hotline ở trên", nil},
	} {
		_, o := says(t, append(c.lead, c.line)...)
		var labels []string
		for _, x := range o.Say[len(o.Say)-1].Choices {
			labels = append(labels, x.Label)
		}
		if (o.Kind == "ask") != (c.want != nil) || len(c.want) > 0 && !slices.Equal(labels[:len(c.want)], c.want) {
			t.Errorf("%q after %q: got %s with %q, want %q", c.line, c.lead, o.Kind, labels, c.want)
		}
	}
}

// TestGuessGivenUp: who denies an error that was taken from words is believed, and
// the rest of the line counts; who denies something else keeps it.
func TestGuessGivenUp(t *testing.T) {
	_, o := says(t, "khách không nghe thấy em nói", "không phải mic đâu, số khách bị chặn gọi ra ấy")
	if f := o.State.Place.Flow; f == nil || f.Topic != "TO_NUMBER_NOT_ALLOWS_CALLOUT" || len(o.State.Place.Stack) > 0 {
		t.Errorf("got %+v, want the error that the rest of the line tells", o.State.Place)
	}
	_, o = says(t, "số khách bị chặn không gọi ra được", "em không phải admin đâu ạ")
	if f := o.State.Place.Flow; f == nil || f.Topic != "TO_NUMBER_NOT_ALLOWS_CALLOUT" {
		t.Errorf("got %+v, want the error kept", o.State.Place)
	}
}

// TestNoError: who tells of no error is shown how, and who can read none is asked
// for what can be told.
func TestNoError(t *testing.T) {
	for line, want := range map[string]string{
		"tui mới vào làm, muốn gọi cho khách thì bấm kiểu gì": "Call out",
		"không phải lỗi ạ, em chưa biết cách gọi ra":          "Call out",
		"nó hiện toàn chữ tiếng anh chị đọc không hiểu":       "vài chữ đầu",
		"mã mủng gì đâu, bấm gọi cái nó đơ":                   "màn hình hiện chữ gì",
	} {
		_, o := says(t, line)
		if got := o.Say[len(o.Say)-1].Text; !strings.Contains(got, want) {
			t.Errorf("%q: got %q, want %q in it", line, got, want)
		}
	}
}

// TestOutsideDenied: a call that drops while people talk is none that ends at
// once, and an app that allows no microphone is an app.
func TestOutsideDenied(t *testing.T) {
	for line, want := range map[string]string{
		"đang nói nửa chừng thì rớt, không phải bấm gọi là tắt": "chưa có hướng dẫn",
		"app trên iphone của em không cho dùng micro":           "ứng dụng trên điện thoại",
	} {
		_, o := says(t, line)
		if got := o.Say[len(o.Say)-1].Text; !strings.Contains(got, want) {
			t.Errorf("%q: got %q, want %q in it", line, got, want)
		}
	}
	_, o := says(t, "bot ơi em không gọi được", "bắt đầu bằng chữ FROM", "cái đầu tiên ý")
	if o.Kind != "topic" {
		t.Errorf("got %s for the first of a list, want it opened", o.Kind)
	}
}
