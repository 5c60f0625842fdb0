package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAFolderOfPagesIsImported: all pages below it, each to a document of its
// own though two have one name; a page that is refused keeps no other out.
func TestAFolderOfPagesIsImported(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "out")
	for name, text := range map[string]string{
		"may-in/index.md": "# Máy in\n\n## Lỗi E-05: kẹt giấy\n\n1. Tắt máy.\n2. Rút giấy ra.\n",
		"mang/index.md":   "# Mạng\n\n## Lỗi N-01: mất mạng\n\n1. Rút dây mạng.\n2. Cắm lại.\n",
		"logo.png":        "\x89PNG",
		".git/notes.md":   "## Lỗi X-99: không phải trang\n\n1. Không đọc.\n",
		"ve-chung-toi.md": "Chúng tôi thành lập năm 1999 và rất vui được phục vụ khách hàng trên cả nước. Chúng tôi có mười chi nhánh.\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(from, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(from, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, errs, code := bot(t, "", nil, "kb", "import", from, "-o", to)
	if code != 1 || !strings.Contains(errs, "ve-chung-toi.md") || strings.Contains(errs, "index.md: no") {
		t.Errorf("exit %d: %s, want 1 for the one page that is refused", code, errs)
	}
	show, _, _ := bot(t, "", nil, "kb", "show", to)
	for _, want := range []string{"E-05", "N-01", "Rút giấy ra", "Cắm lại"} {
		if !strings.Contains(show, want) {
			t.Errorf("the import shows\n%s\nwant %q in it", show, want)
		}
	}
	if strings.Contains(show, "X-99") {
		t.Error("a hidden file was imported")
	}
	if _, errs, code := bot(t, "", nil, "kb", "import", t.TempDir()); code != 1 || !strings.Contains(errs, "holds no page") {
		t.Errorf("an empty folder: exit %d: %s, want it said", code, errs)
	}
}

// TestWhatAnImportCameTo: figures end it, and that nobody has written yet what users
// say is told once.
func TestWhatAnImportCameTo(t *testing.T) {
	page := filepath.Join(t.TempDir(), "trang.md")
	if err := os.WriteFile(page, []byte("# Máy in\n\nDành cho nhân viên.\n\n## Kẹt giấy\n\nNguyên nhân:\n\n- Giấy ẩm\n- Trục bẩn: lau trục.\n\n## Mực mờ\n\n1. Lắc hộp mực.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, errs, code := bot(t, "", nil, "kb", "import", page)
	if code != 0 || strings.Contains(errs, "K075") || strings.Count(errs, "I013") != 1 {
		t.Errorf("exit %d, got\n%s\nwant one I013 and no K075", code, errs)
	}
	lines := strings.Split(strings.TrimSpace(errs), "\n")
	if last := lines[len(lines)-1]; !strings.Contains(last, "I014") || !strings.Contains(last, "1 tài liệu, 2 chủ đề, 2 trường hợp (1 còn trống); 1 đoạn") {
		t.Errorf("the import ends with %q, want its figures", last)
	}
}

// TestAHeadingThatIsRenamedOnThePage: its document goes on under the new name,
// with what people changed in it; two with the same topics would be no guide.
func TestAHeadingThatIsRenamedOnThePage(t *testing.T) {
	dir := t.TempDir()
	page, to := filepath.Join(dir, "trang.md"), filepath.Join(dir, "out")
	write := func(group, more string) {
		t.Helper()
		text := "# " + group + "\n\n## Không nghe thấy cô\n\n1. Vặn to loa.\n2. Cắm lại tai nghe.\n\n## Cô không nghe thấy em\n\n1. Bấm hình micro.\n" + more
		if err := os.WriteFile(page, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, errs, code := bot(t, "", nil, "kb", "import", page, "-o", to); code != 0 {
			t.Fatalf("exit %d: %s", code, errs)
		}
	}
	documents := func() []string {
		t.Helper()
		names, err := filepath.Glob(filepath.Join(to, "*.md"))
		if err != nil || len(names) != 1 {
			t.Fatalf("got the documents %v, %v; want one", names, err)
		}
		return names
	}
	write("Lỗi âm thanh", "")
	was := documents()[0]
	edited := strings.Replace(content(t, was), "Vặn to loa", "Vặn to loa bên phải bàn phím", 1)
	if err := os.WriteFile(was, []byte(edited), 0o600); err != nil {
		t.Fatal(err)
	}
	write("Lỗi tiếng", "2. Cho phép dùng micro.\n")
	now := documents()[0]
	if text := content(t, now); now == was && !strings.Contains(text, "Lỗi tiếng") || !strings.Contains(text, "bên phải bàn phím") || !strings.Contains(text, "Cho phép dùng micro") {
		t.Errorf("%s, before %s: got\n%s\nwant the edit and the page's step in it", now, was, text)
	}
	if _, errs, code := bot(t, "", nil, "kb", "check", to); code != 0 {
		t.Errorf("the folder is no guide: exit %d: %s", code, errs)
	}
}

// TestAnImportIntoACompanysFolder: its company.toml says what the documents may ask for
// and who may do what, and findings on documents that were there are not told again.
func TestAnImportIntoACompanysFolder(t *testing.T) {
	dir := t.TempDir()
	pack, page := filepath.Join(dir, "tiem"), filepath.Join(dir, "trang.md")
	if _, errs, code := bot(t, "", nil, "init", pack); code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	if err := os.WriteFile(page, []byte("# Cân điện tử\n\n## Cân báo sai số\n\n1. Đặt cân trên mặt phẳng.\n2. Bấm TARE (chỉ chủ cửa hàng mới làm được).\n3. Lấy số đơn hàng và báo với team hỗ trợ.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, more := range []string{"--dry-run", ""} {
		args := []string{"kb", "import", page, "-o", pack}
		if more != "" {
			args = append(args, more)
		}
		_, errs, code := bot(t, "", nil, args...)
		if code != 0 || strings.Contains(errs, "K099") || strings.Contains(errs, "K098") || strings.Contains(errs, "01-loi") || !strings.Contains(errs, "được 1 tài liệu, 1 chủ đề") {
			t.Errorf("%s: exit %d:\n%s\nwant the figures of one document and nothing about what the shop collects", more, code, errs)
		}
	}
	if _, errs, code := bot(t, "", nil, "kb", "import", page, "-o", filepath.Join(dir, "nhap")); code != 0 || !strings.Contains(errs, "K099") {
		t.Errorf("elsewhere: exit %d:\n%s\nwant K099, as no folder says what an order number is", code, errs)
	}
	if err := os.Remove(filepath.Join(pack, "01-loi-thuong-gap.md")); err != nil {
		t.Fatal(err)
	}
	if out, errs, code := bot(t, "", nil, "kb", "check", pack); code != 0 || strings.Contains(out+errs, "C011") {
		t.Errorf("without the sample document: exit %d:\n%s%s\nwant a guide that stands", code, out, errs)
	}
}
