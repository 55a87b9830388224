/// Names of a street that does not exist: three of its communities are those of the articles, all
/// other names and all people are plainly invented.
enum MonthNames {
    static let communities: [(name: String, title: String)] = [
        ("wanda", "万达社区"), ("xintang", "新塘社区"), ("daguan", "大观名园社区"),
        ("liuxiang", "柳巷社区"), ("taohe", "桃河社区"), ("shiqiao", "石桥社区"),
        ("heyuan", "荷园社区"), ("guilin", "桂邻社区"), ("beitang", "北塘社区"),
        ("meiyuan", "梅苑社区"), ("zhuxi", "竹溪社区"), ("songhe", "松鹤社区"),
        ("qinghe", "清河里社区"), ("yinxing", "银杏里社区"), ("hutian", "湖田社区"),
        ("lanting", "兰庭社区"), ("xiangyang", "向阳里社区"), ("fenghe", "枫河社区"),
        ("mingyue", "明月湾社区"), ("chunfeng", "春风里社区"),
    ]

    static let families = [
        "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高",
        "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧",
        "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾",
        "丁", "魏", "薛", "叶", "阎",
    ]

    static let given = [
        "小燕", "建国", "秀英", "志强", "丽华", "文斌", "玉兰", "海涛", "雪梅", "国平", "晓东",
        "春生", "桂芳", "俊杰", "美玲", "永康", "思远", "佳怡", "明辉", "红霞", "振华", "素珍",
        "一鸣", "凤英", "子轩", "淑贞", "立新", "月娥", "长青", "若兰", "大勇", "惠芬", "少华",
        "金凤", "家豪", "爱莲", "守信", "梦婷", "德明", "静雯",
    ]

    /// How an elder is called in the lane.
    static let elders = ["阿爹", "阿婆", "奶奶", "爷爷", "老师", "师傅", "老伯", "大妈"]

    /// Kinds of teams with what they can do.
    static let teams: [(name: String, skills: [String])] = [
        ("巧手修理队", ["repair", "errand"]), ("邻里陪伴队", ["company", "errand"]),
        ("跑腿先锋队", ["errand", "goods"]), ("银龄课堂队", ["learning", "company"]),
        ("健康守护队", ["health", "company"]), ("法律服务队", ["legal", "learning"]),
    ]

    static let roads = ["春分街", "立夏路", "白露巷", "小满弄", "谷雨路", "霜降里"]
}
