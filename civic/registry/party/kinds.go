package party

import "slices"

// A Function is what an organisation is in the order's sense. One may have
// several.
type Function string

// The functions.
const (
	Supervisor   Function = "supervisor"    // 公安监管 (W168/5/1)
	Department   Function = "department"    // 行业主管部门 (W168/5/2)
	SiteOperator Function = "site-operator" // 使用单位
	Contractor   Function = "contractor"    // 从业单位: designs, builds, maintains
	Requester    Function = "requester"     // 调取单位 (W168/23)
	Overseer     Function = "overseer"      // 监督 (W168/39)
)

// Functions lists every function.
func Functions() []Function {
	return []Function{Supervisor, Department, SiteOperator, Contractor, Requester, Overseer}
}

// Known reports whether f is one of Functions.
func (f Function) Known() bool { return slices.Contains(Functions(), f) }

// A Level is how high an organisation stands.
type Level string

// The levels.
const (
	CityLevel       Level = "city"
	DistrictLevel   Level = "district"
	CountyCityLevel Level = "county-level-city"
	TownshipLevel   Level = "township"
	UnitLevel       Level = "unit" // an enterprise, institution or other unit
)

// Levels lists every level, the highest first.
func Levels() []Level {
	return []Level{CityLevel, DistrictLevel, CountyCityLevel, TownshipLevel, UnitLevel}
}

// Known reports whether l is one of Levels.
func (l Level) Known() bool { return slices.Contains(Levels(), l) }

// A Trade is what a department answers for, and what a system is of: a kind of
// department of W168/5/2, or a trade of W168/5/3.
type Trade struct {
	Code    string
	Article string
	Zh, En  string
}

// Trades lists the eleven kinds of department and the trades that W168/5
// names, in its order and its words.
func Trades() []Trade {
	const departments, trades = "W168/5/2", "W168/5/3"
	return []Trade{
		{"development-reform", departments, "发展改革", "Development and reform"},
		{"industry-it", departments, "工业和信息化", "Industry and information technology"},
		{"public-finance", departments, "财政", "Public finance"},
		{"housing-construction", departments, "住房城乡建设", "Housing and urban-rural construction"},
		{"municipal-gardens", departments, "市政园林", "Municipal works and gardens"},
		{"urban-management", departments, "城市管理", "Urban management"},
		{"transport", departments, "交通运输", "Transport"},
		{"market-supervision", departments, "市场监管", "Market supervision"},
		{"emergency-management", departments, "应急管理", "Emergency management"},
		{"big-data", departments, "大数据管理", "Big-data management"},
		{"state-security", departments, "国家安全", "State security"},
		{"broadcasting", trades, "广电", "Radio and television"},
		{"rail", trades, "铁路", "Rail"},
		{"civil-aviation", trades, "民航", "Civil aviation"},
		{"post", trades, "邮政", "Post"},
		{"finance", trades, "金融", "Finance"},
		{"power", trades, "电力", "Power"},
		{"telecom", trades, "电信", "Telecommunications"},
		{"public-service", trades, "具有公共服务管理职能的企事业单位、社会组织", "Bodies with public-service functions"},
	}
}

// KnownTrade reports whether code is one of Trades.
func KnownTrade(code string) bool {
	return slices.ContainsFunc(Trades(), func(t Trade) bool { return t.Code == code })
}
