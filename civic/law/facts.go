package law

import "slices"

// Facts are the facts about a system, and about what stands around it, that
// decide which rules bind it. The first four are independent of each other and
// are never merged into one level (regulation, section 5). A fact that is not
// known is the zero value: no category, no class, no day.
type Facts struct {
	// W168Category is the item of W168/8 the system falls under, W8-01 … W8-10.
	W168Category string `json:"w168Category,omitempty"`
	// R799Class is A7G, A7O, A9 or A33 (R799/7, 9, 33).
	R799Class string `json:"r799Class,omitempty"`
	// AntiTerrorTarget: the place was designated an anti-terror key target
	// 防范恐怖袭击重点目标.
	AntiTerrorTarget bool `json:"antiTerrorTarget"`
	// KeySecurityUnit: the unit was designated 治安保卫重点单位.
	KeySecurityUnit bool `json:"keySecurityUnit"`

	Completed  Day `json:"completed,omitzero"`  // the works were completed
	PutIntoUse Day `json:"putIntoUse,omitzero"` // the system was first used
	// Catalogued: the system stands in the published connection catalogue (W168/21/3).
	Catalogued   bool `json:"catalogued"`
	PublicFunded bool `json:"publicFunded"` // 财政资金建设 (W168/27)
	// NearSecret: beside a military or secret-related unit (R799/10).
	NearSecret  bool `json:"nearSecret"`
	Microphone  bool `json:"microphone"`  // a camera of it takes up sound
	StoresFaces bool `json:"storesFaces"` // face data of 100,000 persons or more are stored
	Guarded     bool `json:"guarded"`     // watched by a security company 保安服务
	// Trade is a trade that has rules of its own, such as "entertainment".
	Trade string `json:"trade,omitempty"`
	// Organisation is what kind of body is asked about, for duties that bind
	// an organisation: government, bureau or department; empty for a system.
	Organisation string `json:"organisation,omitempty"`
}

// A FactValue is one value that a fact of a place or a system may have, with what
// it is called and the clause it is of.
type FactValue struct {
	Code    string `json:"code"`
	Zh      string `json:"zh"`
	En      string `json:"en"`
	Article string `json:"article"`
}

// Categories are the ten kinds of place of W168/8.
func Categories() []FactValue {
	return []FactValue{
		{"W8-01", "党政机关、新闻、教育、科研、医疗等单位", "Party and government organs, news, education, research, medical", "W168/8/1"},
		{"W8-02", "能源、水利、供水供电供气、重要物资仓储", "Energy, water, utilities, depots", "W168/8/2"},
		{"W8-03", "危险物品的生产、储存、经营场所", "Dangerous goods", "W168/8/3"},
		{"W8-04", "金融、拍卖、珠宝等营业场所", "Financial, auction, jewellery", "W168/8/4"},
		{"W8-05", "交通枢纽与公共交通工具", "Transport hubs and vehicles", "W168/8/5"},
		{"W8-06", "道路、轨道、桥隧等公共交通设施", "Roads, rail, bridges, tunnels", "W168/8/6"},
		{"W8-07", "商场、市场、广场、体育场馆、景区公园", "Shopping, markets, squares, stadiums, parks", "W168/8/7"},
		{"W8-08", "特种行业、网吧、物流、娱乐场所", "Special trades, internet cafés, logistics, entertainment", "W168/8/8"},
		{"W8-09", "住宅小区公共部位、停车场库、应急疏散场所", "Residential public parts, car parks, evacuation places", "W168/8/9"},
		{"W8-10", "其他需要建设的场所", "Other places that need a system", "W168/8/10"},
	}
}

// Classes are those of R799: built by government, built by the operating unit,
// other public places, no public place.
func Classes() []FactValue {
	return []FactValue{
		{"A7G", "政府建设", "Built by government", "R799/7/1"},
		{"A7O", "经营管理单位建设", "Built by the operating unit", "R799/7/2"},
		{"A9", "其他公共场所", "Other public places", "R799/9"},
		{"A33", "非公共场所", "No public place", "R799/33"},
	}
}

// W168Categories and R799Classes are the codes alone.
func W168Categories() []string { return codes(Categories()) }

// R799Classes is described at [W168Categories].
func R799Classes() []string { return codes(Classes()) }

func codes(facts []FactValue) []string {
	out := make([]string, len(facts))
	for i, f := range facts {
		out[i] = f.Code
	}
	return out
}

// organisations and trades are the closed lists a pack may name.
func organisations() []string { return []string{"government", "bureau", "department"} }
func trades() []string        { return []string{"entertainment"} }

// A When is a condition over [Facts], as a pack states it: every field that is
// given must hold, and of Any at least one. The nil When holds always.
type When struct {
	W168             *bool    `yaml:"w168"` // any category, or none
	Categories       []string `yaml:"w168Category"`
	Classes          []string `yaml:"r799Class"`
	AntiTerrorTarget *bool    `yaml:"antiTerrorTarget"`
	KeySecurityUnit  *bool    `yaml:"keySecurityUnit"`
	Catalogued       *bool    `yaml:"catalogued"`
	PublicFunded     *bool    `yaml:"publicFunded"`
	NearSecret       *bool    `yaml:"nearSecret"`
	Microphone       *bool    `yaml:"microphone"`
	StoresFaces      *bool    `yaml:"storesFaces"`
	Guarded          *bool    `yaml:"guarded"`
	Trades           []string `yaml:"trade"`
	Organisations    []string `yaml:"organisation"`

	// A day that is not known is not before any: an old system is one that is
	// known to be old.
	CompletedBefore    Day `yaml:"completedBefore"`
	NotCompletedBefore Day `yaml:"notCompletedBefore"`
	UsedBefore         Day `yaml:"usedBefore"`
	NotUsedBefore      Day `yaml:"notUsedBefore"`

	Any []When `yaml:"any"`
}

// Holds reports whether the condition holds of the facts.
func (w *When) Holds(f Facts) bool {
	if w == nil {
		return true
	}
	return is(w.W168, f.W168Category != "") && is(w.AntiTerrorTarget, f.AntiTerrorTarget) && is(w.KeySecurityUnit, f.KeySecurityUnit) &&
		is(w.Catalogued, f.Catalogued) && is(w.PublicFunded, f.PublicFunded) && is(w.NearSecret, f.NearSecret) &&
		is(w.Microphone, f.Microphone) && is(w.StoresFaces, f.StoresFaces) && is(w.Guarded, f.Guarded) &&
		oneOf(w.Categories, f.W168Category) && oneOf(w.Classes, f.R799Class) && oneOf(w.Trades, f.Trade) && oneOf(w.Organisations, f.Organisation) &&
		(w.CompletedBefore.IsZero() || known(f.Completed).Before(w.CompletedBefore)) && !known(f.Completed).Before(w.NotCompletedBefore) &&
		(w.UsedBefore.IsZero() || known(f.PutIntoUse).Before(w.UsedBefore)) && !known(f.PutIntoUse).Before(w.NotUsedBefore) &&
		(w.Any == nil || slices.ContainsFunc(w.Any, func(a When) bool { return a.Holds(f) }))
}

func is(want *bool, got bool) bool         { return want == nil || *want == got }
func oneOf(want []string, got string) bool { return want == nil || slices.Contains(want, got) }

// known puts a day that is not known after every other.
func known(d Day) Day {
	if d.IsZero() {
		return Day{1 << 30}
	}
	return d
}
