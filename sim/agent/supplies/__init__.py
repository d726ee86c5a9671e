"""Relief supplies 救灾物资 and shelters that open 避难场所启用."""
