package intent_test

import (
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
	"hotro/internal/kb"
	"hotro/internal/kb/kbtest"
)

// A line about the company's product is no line about another trade.
func TestTheProductIsNotOutside(t *testing.T) {
	const page = "# Lỗi máy in\n\n## Máy in báo kẹt giấy\n\n1. Tắt máy, mở nắp sau.\n2. Rút tờ giấy kẹt ra.\n\n## Bản in bị sọc\n\n1. Chạy lệnh làm sạch đầu phun.\n"
	for product, want := range map[string]intent.Kind{"máy in": intent.KindTopic, "máy pha cà phê": intent.KindNone} {
		g, found, err := kb.Compile(kbtest.Docs("a.md", page, "company.toml", "name = \"Cửa hàng\"\nproduct = \""+product+"\"\ntry = \"thử lại\"\nworks = \"Được rồi\"\n"))
		if err != nil {
			t.Fatalf("%v\n%s", err, found)
		}
		if r := intenttest.New(t, g).Match("máy in bị kẹt giấy"); r.Intent != want {
			t.Errorf("product %q: got %s, want %v", product, intenttest.Said(r), want)
		}
	}
}
