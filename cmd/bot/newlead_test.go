package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A page as a shop that sells printers has it in a file.
const shopPage = `MÁY IN TEM CÁNH DIỀU – SỰ CỐ THƯỜNG GẶP

1. Máy in không nhận lệnh
Nguyên nhân: lỏng cáp, máy đang tạm dừng.
Cách xử lý:
- Cắm lại cáp USB, in thử một tem.
- Bấm nút Tạm dừng một lần, in thử một tem.

2. Máy báo lỗi T-12 (hết ruy băng)
Cách xử lý:
- Thay cuộn ruy băng, in thử một tem.
- Lấy số đơn hàng và báo với team hỗ trợ.
Không được kéo ruy băng bằng tay.

3. Tem in bị lệch
Trường hợp 1: Lệch đều mọi tem
Chọn lại khổ tem (chỉ chủ cửa hàng mới làm được), in thử một tem.
Trường hợp 2: Lệch dần
Giữ nút FEED năm giây để máy dò khổ, in thử một tem.

Mua ruy băng chính hãng giảm đến 15%!
Hotline: 1900 0000
`

// TestANewLeadSetsUpAShop goes the way of docs/writing-knowledge.md: a folder, a page,
// the sample away, the company's words, what users say; nothing is left to mend, and it
// talks.
func TestANewLeadSetsUpAShop(t *testing.T) {
	dir := t.TempDir()
	pack, page := filepath.Join(dir, "canh-dieu"), filepath.Join(dir, "trang.txt")
	if err := os.WriteFile(page, []byte(shopPage), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", pack}, {"kb", "import", page, "-o", pack}} {
		if _, errs, code := bot(t, "", nil, args...); code != 0 {
			t.Fatalf("%q: exit %d: %s", args, code, errs)
		}
	}
	if err := os.Remove(filepath.Join(pack, "01-loi-thuong-gap.md")); err != nil {
		t.Fatal(err)
	}
	edited(t, filepath.Join(pack, "company.toml"), "Công ty của tôi", "Cánh Diều", `product = "sản phẩm"`, `product = "máy in tem"`, `try = "thử lại"`, `try = "in thử một tem"`, `works = "Được rồi"`, `works = "In được rồi"`)
	edited(t, filepath.Join(pack, "may-in-tem-canh-dieu-su-co-thuong-gap.md"),
		"id: may-in-khong-nhan-lenh\n", "id: may-in-khong-nhan-lenh\nphrases:\n- bấm in mà im re\n- gửi lệnh in không chạy\n- máy in không phản hồi\n- in hoài không ra\n- may in khong nhan\n",
		"codes: T-12\n", "codes: T-12\nphrases:\n- hết ruy băng rồi\n- hết băng mực\n- máy đòi thay ruy băng\n- het ruy bang\n- ruy băng cạn\n",
		"id: tem-in-bi-lech\n", "id: tem-in-bi-lech\nask: Tem lệch đều hay lệch dần ạ?\nphrases:\n- chữ bị xéo\n- in không đúng ô\n- tem in ra ngoài mép\n- in bị xê dịch\n- tem lech\n",
	)
	out, errs, code := bot(t, "", nil, "kb", "check", pack)
	if code != 0 || !strings.Contains(out, "3 topics, 1 articles, 0 errors, 0 warnings, 0 infos") {
		t.Errorf("kb check: exit %d:\n%s%s", code, out, errs)
	}
	for lines, wants := range map[string][]string{
		"bấm in mà im re\nvẫn lỗi\nin được rồi\n":     {"Cắm lại cáp USB", "Tạm dừng", "In được rồi"},
		"T-12\nvẫn lỗi\nlấy ở đâu\nDH123456\n":        {"Không được kéo ruy băng", "Cách lấy số đơn hàng", "DH123456", "#1"},
		"in bị xê dịch\nlệch dần\nvẫn lỗi\n":          {"Tem lệch đều hay lệch dần", "Giữ nút FEED"},
		"tem in ra ngoài mép\nlệch đều\nkhông phải\n": {"chỉ chủ cửa hàng làm được", "Chọn lại khổ tem"},
	} {
		talk, errs, code := bot(t, lines, []string{"KB_DIR=" + pack, "DATA_DIR=" + t.TempDir()}, "chat")
		if code != 0 {
			t.Fatalf("chat: exit %d: %s", code, errs)
		}
		for _, want := range wants {
			if !strings.Contains(talk, want) {
				t.Errorf("the talk lacks %q:\n%s", want, talk)
			}
		}
	}
}

// edited replaces words of a file, each of which must be there.
func edited(t *testing.T, file string, pairs ...string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(string(raw), pairs[i]) {
			t.Fatalf("%s lacks %q:\n%s", file, pairs[i], raw)
		}
	}
	if err := os.WriteFile(file, []byte(strings.NewReplacer(pairs...).Replace(string(raw))), 0o600); err != nil {
		t.Fatal(err)
	}
}
