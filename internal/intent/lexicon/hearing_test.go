package lexicon_test

import (
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
	"hotro/prompts"
)

func TestDeaf(t *testing.T) {
	w, err := intent.LoadWords(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	x := lexicon.New(&kb.Guide{}, w)
	ears := lexicon.NewEars(w, x)
	for _, tt := range []struct {
		line string
		want lexicon.Deafness
	}{
		{"khách không nghe thấy tiếng em", lexicon.Deafness{Them: true}},
		{"em không nghe thấy tiếng khách", lexicon.Deafness{Us: true}},
		{"mình nghe khách rõ mà khách bảo mình nói không nghe gì", lexicon.Deafness{Them: true}},
		{"chị nói mãi mà đầu bên kia chẳng nghe", lexicon.Deafness{Them: true}},
		{"khach noi e k nghe thay gi het", lexicon.Deafness{Us: true}},
		{"hai bên không nghe được nhau: khách không nghe em, em cũng không nghe khách", lexicon.Deafness{Them: true, Us: true}},
		{"khách nghe được em nhưng em không nghe được khách", lexicon.Deafness{Us: true}},
		{"the customer cannot hear me", lexicon.Deafness{Them: true}},
		{"khách với em không ai nghe được ai", lexicon.Deafness{Them: true, Us: true}},
		{"bắt máy rồi hai đầu không nghe gì cả", lexicon.Deafness{Them: true, Us: true, Nothing: true}},
		{"bấm gọi rồi không nghe gì hết", lexicon.Deafness{Nothing: true}},
		{"I can't hear the customer but they hear me fine", lexicon.Deafness{Us: true}},
		{"I can't hear anything", lexicon.Deafness{Us: true}},
		{"customers can't hear my voice at all", lexicon.Deafness{Them: true}},
		{"bên kia không nghe, bên kia nói thì em nghe rõ", lexicon.Deafness{Them: true}},
		{"clients tell us they hear nothing", lexicon.Deafness{Them: true}},
		{"the customer hears only silence, we hear him well", lexicon.Deafness{Them: true}},
		{"the other end hears no sound from our agents", lexicon.Deafness{Them: true}},
		{"our agents hear nothing from the customer", lexicon.Deafness{Us: true}},
		{"we are not hearing the clients", lexicon.Deafness{Us: true}},
		{"customers hear the ringing and nothing else", lexicon.Deafness{}},
		{"không ai nghe máy hết", lexicon.Deafness{}},
		{"khách không nghe máy", lexicon.Deafness{}},
		{"tai nghe không nhận", lexicon.Deafness{}},
		{"khách nghe rõ tiếng em không", lexicon.Deafness{}},
		{"em nghe khách không rõ lắm", lexicon.Deafness{}},
	} {
		var text lexicon.Text
		x.Read(&text, tt.line)
		if got := ears.Deaf(&text); got != tt.want {
			t.Errorf("%q: got %+v, want %+v", tt.line, got, tt.want)
		}
	}
}
