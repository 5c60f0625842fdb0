package kbtest

import (
	"fmt"
	"strings"
	"testing/fstest"
)

// Many makes the documents of a made-up shop's software: n topics in so many
// documents, at most 40, each topic with a title and a code of its own.
func Many(n, groups int) fstest.MapFS {
	areas := []string{"Máy in hóa đơn", "Bán hàng", "Kho hàng", "Bảng lương", "Chấm công", "Hợp đồng", "Khách hàng", "Bảo hành", "Vận chuyển", "Tờ khai thuế"}
	places := []string{"tại cửa hàng", "trên web", "trên điện thoại", "ở chi nhánh"}
	codes := []string{"PRINT", "SALE", "STOCK", "PAY", "TIME", "DEAL", "CRM", "CARE", "SHIP", "TAX"}
	faults := []string{"Không lưu được", "Báo sai số liệu", "Treo màn hình", "Không đồng bộ", "Bị trùng lặp"}
	whens := []string{"khi xuất tệp", "sau khi nâng cấp", "lúc cuối tháng", "khi nhập tay", "với tài khoản mới"}
	docs := fstest.MapFS{}
	for g := range groups {
		area, place := areas[g%len(areas)], places[g/len(areas)]
		var b strings.Builder
		fmt.Fprintf(&b, "# %s %s\n", area, place)
		for i := g; i < n; i += groups {
			k := i / groups
			fault, when := faults[k%len(faults)], whens[k/len(faults)%len(whens)]
			what := fault + " " + when
			if round := k / (len(faults) * len(whens)); round > 0 {
				what += fmt.Sprintf(", kiểu %d", round+1)
			}
			name := strings.ToLower(area[:1]) + area[1:] + " " + place
			fmt.Fprintf(&b, "\n## %s: %s\n<!-- topic\nid: loi-%d\nlabel: %s\ncodes: %s_FAULT_%d\nphrases:\n- %s %s\n- %s thì %s bị %s\n-->\n\n", what, name, i, what, codes[g%len(codes)], 1000+i, name, strings.ToLower(what), when, name, strings.ToLower(fault))
			fmt.Fprintf(&b, "1. Mở **Cài đặt → %s**, bấm **Kiểm tra %d** rồi thử lại.\n2. Đăng xuất, đăng nhập lại rồi thử lại.\n", area, i)
		}
		docs[fmt.Sprintf("%02d.md", g)] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return docs
}
